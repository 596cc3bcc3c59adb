/**
 * Goes on to the page on which something stands now (`data-leads-to`), when somebody comes by the anchor
 * under which it stood here. Without this one arrives at the link to that page.
 */
function goOn() {
  const target = document.getElementById(location.hash.slice(1));
  const leading = target?.closest("[data-leads-to]");
  if (leading) location.replace(leading.dataset.leadsTo + location.hash);
}

addEventListener("hashchange", goOn);
goOn();
