/**
 * Keeps the draft of `form[data-autosave-url]`: posts the form with `autosave=1` every 20 seconds
 * when something changed, and when the page is left. Files are not sent. An answer other than 2xx
 * is told to the writer, who can still press the save button.
 */
const EVERY = 20_000;

function watch(form) {
  const status = form.querySelector("[data-autosave-status]") ?? form.appendChild(document.createElement("p"));
  status.classList.add("autosave-status");
  status.setAttribute("role", "status");
  let changed = false;
  let composing = false;
  let sending = false;

  async function save() {
    if (!changed || composing || sending) return;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("autosave", "1");
    changed = false;
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body,
        redirect: "manual",
        keepalive: true,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const time = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
      status.textContent = `下書きを保存しました ${time}`;
    } catch {
      changed = true;
      status.textContent = "下書きをまだ保存できていません。通信を確かめて、保存ボタンを押してください。";
    } finally {
      sending = false;
    }
  }

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => { composing = false; changed = true; });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) changed = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  setInterval(save, EVERY);
}

document.querySelectorAll("form[data-autosave-url]").forEach(watch);
