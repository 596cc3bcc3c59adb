/**
 * Opens what is folded away when somebody comes by the anchor of something in it, or by the anchor that it
 * names (`<details data-opened-by="anchor">`), and all of it for printing. Without this one opens it by
 * hand or the browser does so, and paper shows it as far as the browser can by style alone.
 */
const folded = [...document.querySelectorAll("main details")];

function openByAnchor() {
  const anchor = location.hash.slice(1);
  if (!anchor) return;
  const target = document.getElementById(anchor);
  for (const each of folded) {
    if (each.dataset.openedBy === anchor || each.contains(target)) each.open = true;
  }
}

let openedForPaper = [];
addEventListener("beforeprint", () => {
  openedForPaper = folded.filter((each) => !each.open);
  for (const each of openedForPaper) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of openedForPaper) each.open = false;
});

addEventListener("hashchange", openByAnchor);
openByAnchor();
