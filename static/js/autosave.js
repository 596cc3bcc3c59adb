/**
 * Keeps the draft of `form[data-autosave-url]`: posts the form with `autosave=1` every 20 seconds
 * when something changed, and when the page is left. Files are not sent. An answer other than 2xx
 * is told to the writer, who can still press the save button. The answer names the stored state the
 * page now stands on (`seen`), and whether everything could be read (`complete`); 409 says that
 * somebody else was first (kyodo_portal/writing/guarded.py). The form hears of
 * it in the events `sending` and, once all that was sent is stored, `kept`. What is told stands on
 * `[data-autosave-status]`, in the language of the page.
 */
const EVERY = 20_000;

function watch(form) {
  const status = form.querySelector("[data-autosave-status]");
  const words = status.dataset;
  let changed = false;
  let composing = false;
  let sending = null;

  function save() {
    if (!changed || composing || sending) return;
    sending = post().finally(() => { sending = null; });
  }

  async function post() {
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("autosave", "1");
    changed = false;
    form.dispatchEvent(new Event("sending"));
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body,
        redirect: "manual",
        keepalive: document.hidden, // such a request may carry 64 KB and no more
        headers: { Accept: "application/json" },
      });
      if (answer.status === 409) {
        status.textContent = words.conflict;
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { seen, complete } = await answer.json();
      form.elements.seen.value = seen;
      if (complete) form.dispatchEvent(new Event("kept"));
      const time = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
      status.textContent = (complete ? words.saved : words.partlySaved).replace("{time}", time);
    } catch {
      changed = true;
      status.textContent = words.failed;
    }
  }

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => { composing = false; changed = true; });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    changed = false;
    if (!sending) return;
    // What is on its way belongs to this page: it must not meet itself as somebody else's save.
    event.preventDefault();
    sending.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  setInterval(save, EVERY);
}

document.querySelectorAll("form[data-autosave-url]").forEach(watch);
