/**
 * On paper a box shows one line and no more. What stands in an `input` and is long is written out
 * below it while the page is printed, by its length: the boxes have not their size on paper yet.
 * (A `textarea` grows by itself: css/print.css.)
 */
const FITS = 40;
const LINES = ["text", "search", "email", "url", "tel"];

addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("main input")) {
    if (!LINES.includes(box.type) || box.offsetParent === null) continue;
    if (box.value.length <= FITS && box.scrollWidth <= box.clientWidth) continue;
    const whole = document.createElement("p");
    whole.dataset.printedValue = "";
    whole.textContent = box.value;
    box.after(whole);
  }
});

addEventListener("afterprint", () => {
  document.querySelectorAll("[data-printed-value]").forEach((whole) => whole.remove());
});
