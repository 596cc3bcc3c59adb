/** Moves the focus to the error summary, so that it is read first; its links focus the control. */
const summary = document.querySelector("[data-error-summary]");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!control) return;
    event.preventDefault();
    const block = control.closest(".field, td") ?? control;
    block.scrollIntoView();
    control.focus({ preventScroll: true });
  });
}
