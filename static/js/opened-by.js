/**
 * Opens what is folded away (`<details data-opened-by="anchor">`) when somebody comes by that anchor,
 * and all of it for printing. Without this one opens it by hand, and paper shows it as far as the
 * browser can by style alone.
 */
const folded = [...document.querySelectorAll("details[data-opened-by]")];

function openByAnchor() {
  const anchor = location.hash.slice(1);
  for (const each of folded) if (each.dataset.openedBy === anchor) each.open = true;
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
