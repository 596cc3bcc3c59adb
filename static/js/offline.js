/**
 * Sends a form when there is a line to send it by. Otherwise the browser would answer the button with a
 * page of its own, and what was written would be out of sight. The form stays as it is; a notice beside
 * the button says why nothing happens, and it is sent once the portal can be reached, unless its writer
 * thinks better of it. The words are those of `[data-autosave-words]` (templates/_autosave.html);
 * autosave.js marks a form whose line is lost, of which the browser itself may not know.
 */
const AGAIN = 5_000;
const words = document.querySelector("[data-autosave-words]")?.dataset;
const reached = new WeakSet();
const waiting = new WeakSet();

async function isReachable() {
  if (!navigator.onLine) return false;
  try {
    await fetch(words.healthUrl, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

function noticeOf() {
  const notice = document.createElement("div");
  const told = document.createElement("p");
  const stop = document.createElement("button");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  Object.assign(notice.dataset, { tone: "warning", offlineNotice: "" });
  told.textContent = words.unreached;
  stop.textContent = words.dontSend;
  stop.type = "button";
  stop.className = "button";
  Object.assign(stop.dataset, { kind: "secondary", size: "md" });
  notice.append(told, stop);
  return [notice, stop];
}

/** Whether the portal can be reached in the end; false when the writer has stopped it. */
function comesBack(form, button) {
  const [notice, stop] = noticeOf();
  (button?.closest("p") ?? form.lastElementChild).before(notice);
  return new Promise((resolve) => {
    const end = (sends) => {
      clearInterval(timer);
      window.removeEventListener("online", look);
      notice.remove();
      resolve(sends);
    };
    const look = async () => { if (await isReachable()) end(true); };
    const timer = setInterval(look, AGAIN);
    window.addEventListener("online", look);
    stop.addEventListener("click", () => end(false));
  });
}

async function send(form, button) {
  waiting.add(form);
  const sends = (await isReachable()) || (await comesBack(form, button));
  waiting.delete(form);
  if (!sends) return;
  delete form.dataset.line;
  reached.add(form);
  form.requestSubmit(button);
}

// Before every other listener: nothing else counts the form as sent.
window.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!words || form.method !== "post" || reached.delete(form)) return;
    if (navigator.onLine && form.dataset.line !== "lost") return;
    event.preventDefault();
    event.stopPropagation();
    if (!waiting.has(form)) send(form, event.submitter);
  },
  true,
);
