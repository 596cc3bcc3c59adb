/**
 * Keeps what somebody writes: a few seconds after they pause, every 20 seconds while they go on, when
 * the line is back, and when the page is left. A form with `data-autosave-url` saves itself as the draft
 * it is; any other form that is watched (`data-warn-unsaved`) is kept for its writer alone at
 * `data-keep-url`. Both answer alike: `seen` is the stored state the page now stands on, `complete` says
 * whether everything could be read, `left` names what could not, `kept` is the key of a kept text; what
 * is refused says its `reason`. Files are not sent. The form tells it in the events `sending` and, once
 * all that was sent is stored, `kept`. How it stands is always in view, in the language of the page:
 * the words are those of `[data-autosave-words]` (templates/_autosave.html).
 */
const EVERY = 20_000;
const PAUSE = 3_000;
const holder = document.querySelector("[data-autosave-words]");
const words = holder?.dataset;

function made(tag, more, text) {
  return Object.assign(document.createElement(tag), { textContent: text ?? "" }, more);
}

function statusOf(form) {
  const status = made("p", { className: "autosave-status" });
  const told = made("span");
  const door = made("a", { href: words.signInUrl, hidden: true }, words.signIn);
  status.setAttribute("role", "status");
  status.dataset.autosaveStatus = "";
  status.append(told, " ", door);
  form.append(status);
  return (text, { signsIn = false } = {}) => {
    told.textContent = text;
    door.hidden = !signsIn;
  };
}

function sent(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File || name.includes("password")) body.delete(name);
  body.set("autosave", "1");
  body.set("kept_address", new URL(form.getAttribute("action") || location.pathname, location.href).pathname);
  return body;
}

function takeKept(form, key) {
  if (!key) return;
  let field = form.querySelector('input[name="kept"]');
  if (!field) {
    field = made("input", { type: "hidden", name: "kept" });
    form.prepend(field);
  }
  field.value = key;
}

function watch(form) {
  const tell = statusOf(form);
  const url = form.dataset.autosaveUrl || words.keepUrl;
  const isDraft = Boolean(form.dataset.autosaveUrl);
  let changed = false;
  let composing = false;
  let sending = null;
  let pause = 0;

  function save() {
    if (!changed || composing || sending) return;
    sending = post().finally(() => { sending = null; });
  }

  function hear() {
    changed = true;
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
  }

  async function refused(answer) {
    if (answer.status === 409) return tell(words.conflict);
    changed = true;
    const { reason } = await answer.json().catch(() => ({}));
    if (answer.status === 401) tell(words.signedOut, { signsIn: true });
    else tell(reason || words.failed);
  }

  async function post() {
    changed = false;
    form.dispatchEvent(new Event("sending", { bubbles: true }));
    let answer;
    try {
      answer = await fetch(url, {
        method: "POST",
        body: sent(form),
        redirect: "manual",
        keepalive: document.hidden, // such a request may carry 64 KB and no more
        headers: { Accept: "application/json" },
      });
    } catch {
      changed = true;
      form.dataset.line = "lost";
      tell(navigator.onLine ? words.failed : words.offline);
      return;
    }
    delete form.dataset.line;
    if (!answer.ok) {
      await refused(answer);
      return;
    }
    const { seen, complete, left, kept } = await answer.json();
    if (seen && form.elements.seen) form.elements.seen.value = seen;
    takeKept(form, kept);
    if (complete) form.dispatchEvent(new Event("kept", { bubbles: true }));
    const time = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
    const said = isDraft ? (complete ? words.saved : words.partlySaved) : words.kept;
    tell(said.replace("{time}", time).replace("{left}", left ?? ""));
  }

  form.addEventListener("input", hear);
  form.addEventListener("change", hear);
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => { composing = false; hear(); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    changed = false;
    if (!sending) return;
    // What is on its way belongs to this page: it must not meet itself as somebody else's save.
    event.preventDefault();
    sending.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("online", save);
  window.addEventListener("offline", () => { if (changed) tell(words.offline); });
  setInterval(save, EVERY);
}

const marks = document.querySelectorAll("form[data-autosave-url], [data-warn-unsaved]");
for (const form of new Set([...marks].map((mark) => mark.closest("form")))) {
  if (words && form.querySelector('input[name="mark"]')) watch(form);
}
