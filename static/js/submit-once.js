/**
 * Swallows a second press while a form with `data-submit-once` is on its way. A kindness only:
 * the server itself does nothing twice.
 */
const onTheWay = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.hasAttribute("data-submit-once")) return;
  if (onTheWay.has(form)) {
    event.preventDefault();
    return;
  }
  onTheWay.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of onTheWay) {
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }
  onTheWay.clear();
});
