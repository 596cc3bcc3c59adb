/**
 * What is written stays on this device until the portal has it: a line that is gone, a browser that is
 * closed or a computer that stops take no word along. It lies under the hidden name of the person who is
 * signed in (`data-person` of a form's mark), for a day. Their next page sends what is left to the portal,
 * which puts it into its form again. Signing out takes it away, and so does the next person who signs in.
 */
const PREFIX = "kyodo-typed:";
const DAY = 24 * 60 * 60 * 1000;
const mark = document.querySelector('input[name="mark"][data-person]');
const person = mark?.dataset.person;
const keepUrl = mark?.dataset.keepUrl;
const inAnyLanguage = (path) => path.replace(/^\/(?:easy|en)(?=\/)/, "");
const SECRET = /password|^csrfmiddlewaretoken$/;

function all() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return []; // a browser that keeps nothing
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function forget(keys) {
  for (const key of keys) localStorage.removeItem(key);
}

const ofPerson = (key) => key.startsWith(`${PREFIX}${person}:`);
const tail = (text) => text.slice(-16);

// What is written, apart from what the page itself carries and changes.
function written(form) {
  return JSON.stringify(entries(form).filter(([name]) => name !== "seen" && name !== "kept"));
}

function entries(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SECRET.test(name));
}

function watch(form) {
  const key = `${PREFIX}${person}:${tail(form.elements.mark.value)}`;
  let soon = 0; // the timer of what is not stored yet
  let onTheWay = "";

  function store() {
    clearTimeout(soon);
    soon = 0;
    const address = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
    const left = { at: Date.now(), page: location.pathname, address, entries: entries(form) };
    try {
      localStorage.setItem(key, JSON.stringify(left));
    } catch {
      // A browser that keeps nothing, or has no room.
    }
  }

  function hear() {
    clearTimeout(soon);
    soon = setTimeout(store, 300);
  }

  if (form.querySelector('[data-warn-unsaved="typed"]') ?? (form.getAttribute("data-warn-unsaved") === "typed")) store();
  form.addEventListener("input", hear);
  form.addEventListener("change", hear);
  form.addEventListener("sending", () => { onTheWay = written(form); });
  form.addEventListener("kept", () => {
    if (written(form) !== onTheWay) return;
    clearTimeout(soon);
    soon = 0;
    forget([key]);
  });
  form.addEventListener("submit", store);
  window.addEventListener("pagehide", () => { if (soon) store(); });
}

// The portal says in a cookie which form has arrived last: nothing of it is left to be sent.
function takeArrived() {
  const arrived = document.cookie.match(/(?:^|; )arrived=([^;]*)/)?.[1];
  if (arrived) forget(all().filter((key) => key.endsWith(`:${arrived}`)));
}

async function send(key) {
  const { at, entries: typed, address } = read(key);
  if (!typed || Date.now() - at > DAY) {
    forget([key]);
    return false;
  }
  const body = new URLSearchParams(typed);
  body.set("csrfmiddlewaretoken", mark.form.elements.csrfmiddlewaretoken.value);
  body.set("autosave", "1");
  body.set("kept_address", address);
  const answer = await fetch(keepUrl, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
  if (answer.ok) forget([key]);
  return answer.ok;
}

async function sendLeft() {
  const here = [];
  for (const key of all().filter(ofPerson)) {
    const { page } = read(key);
    if (await send(key)) here.push(inAnyLanguage(page) === inAnyLanguage(location.pathname));
  }
  // A page that has brought words back itself keeps them.
  if (here.includes(true) && !document.querySelector('[data-warn-unsaved="typed"]')) {
    location.replace(location.pathname + location.search);
  }
}

if (person) {
  forget(all().filter((key) => !ofPerson(key)));
  takeArrived();
  sendLeft().catch(() => {}); // the line is still gone; the next page tries again
  for (const form of new Set([...document.querySelectorAll("form[data-autosave-url], [data-warn-unsaved]")].map((each) => each.closest("form")))) {
    if (form.elements.mark) watch(form);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action")?.endsWith("/accounts/logout/")) forget(all());
  });
}
