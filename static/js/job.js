/**
 * Keeps the standing of a job on its page up to date while the job goes on. Without it the page has a
 * link that does the same.
 */
const EVERY = 2000;

async function refreshed() {
  const shown = document.querySelector("[data-refreshed]");
  if (!shown?.hasAttribute("data-running")) return;
  const held = shown.contains(document.activeElement) || document.querySelector("dialog[open]");
  if (!held) {
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-refreshed]");
      if (!now) return;
      shown.replaceWith(now);
    } catch {
      // The line is down; the next look may find it up.
    }
  }
  window.setTimeout(refreshed, EVERY);
}

window.setTimeout(refreshed, EVERY);
