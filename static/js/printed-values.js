/**
 * On paper a box shows one line and no more. What stands in an `input` and does not fit is written
 * out below it while the page is printed. (A `textarea` grows by itself: css/print.css.)
 */
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("main input")) {
    if (box.scrollWidth <= box.clientWidth || box.offsetParent === null) continue;
    const whole = document.createElement("p");
    whole.dataset.printedValue = "";
    whole.textContent = box.value;
    box.after(whole);
  }
});

addEventListener("afterprint", () => {
  document.querySelectorAll("[data-printed-value]").forEach((whole) => whole.remove());
});
