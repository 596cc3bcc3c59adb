/**
 * Leads from a page back to the list it was found in, as it was narrowed: the link to that list in
 * the breadcrumbs takes up the list's conditions. They are remembered by the tab alone, as long as
 * one stays below the list. Without this the link leads to the whole list.
 */
const KEY = "way-back";
const PREFIX = /^\/(?:easy|en)(?=\/)/;
const inAnyLanguage = (path) => path.replace(PREFIX, "");

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // the browser keeps nothing, or somebody else wrote there
  }
}

function remember(way) {
  try {
    if (way) sessionStorage.setItem(KEY, JSON.stringify(way));
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing leads to the whole list.
  }
}

const here = inAnyLanguage(location.pathname);
const crumbs = [...document.querySelectorAll(".breadcrumbs a[href]")];
const above = crumbs.filter((link) => {
  const path = inAnyLanguage(link.pathname);
  return path !== "/" && here.startsWith(path);
});

if (document.querySelector("form.filter-panel")) {
  // A list, or another view of one, which then stands above it in the breadcrumbs.
  const list = above.length ? inAnyLanguage(above[0].pathname) : here;
  remember(location.search ? { list, rest: here.slice(list.length) + location.search } : null);
} else {
  const { list, rest } = remembered();
  if (list && !here.startsWith(list)) remember(null);
  const link = above.find((each) => inAnyLanguage(each.pathname) === list);
  if (link) link.href = link.pathname + rest;
}
