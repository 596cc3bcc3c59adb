/**
 * Lets the browser ask before a page is left on which something is written that is stored nowhere.
 * A form with the mark `data-warn-unsaved`, on itself or on something within it, is watched; the value
 * `typed` says that the page itself brought back words that were not saved. A form that saves itself tells with the events `sending` and `kept`
 * what has arrived (autosave.js).
 */
// What the page itself carries and changes.
const OWN = new Set(["seen", "kept", "mark"]);

function written(form) {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) => !OWN.has(name) && !(value instanceof File)));
}

// As the page brought it: on the way back a browser puts in again what was typed, and tells nobody.
function asServed(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return written(copy);
}

function holdsFile(form) {
  return [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length);
}

function watch(mark) {
  const form = mark.closest("form");
  let stored = mark.dataset.warnUnsaved === "typed" ? null : asServed(form);
  let sent = null;
  let submitting = false;

  function ask(event) {
    if (!submitting && (holdsFile(form) || written(form) !== stored)) event.preventDefault();
  }

  // Only a page with something to lose has this listener: with it, browsers keep no copy of a page
  // for the way back.
  function listen() {
    submitting = false;
    window.addEventListener("beforeunload", ask);
  }

  form.addEventListener("input", listen);
  form.addEventListener("change", listen);
  // Calendars and search boxes of Django's admin fill in a field and tell nobody; whoever uses one has
  // been in the form.
  if (mark !== form) form.addEventListener("focusin", () => window.addEventListener("beforeunload", ask));
  form.addEventListener("sending", () => { sent = written(form); });
  form.addEventListener("kept", () => { stored = sent; });
  window.addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) submitting = true;
  });
  window.addEventListener("pageshow", () => {
    submitting = false;
    if (written(form) !== stored) listen();
  });
}

document.querySelectorAll("[data-warn-unsaved]").forEach(watch);
