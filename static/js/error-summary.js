/**
 * Moves the focus to the error summary, so that it is read first. A link to a control, here or from
 * another page, puts the cursor into it, with its label in view.
 */
const summary = document.querySelector("[data-error-summary]");

function goTo(control) {
  (control.closest(".field, td") ?? control).scrollIntoView();
  control.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('main a[href^="#"]');
  const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control?.matches("input, select, textarea, caption")) return;
  event.preventDefault();
  goTo(control);
});

const asked = document.querySelector(":target:is(input, select, textarea, caption)");
if (summary) summary.focus();
else if (asked) goTo(asked);
