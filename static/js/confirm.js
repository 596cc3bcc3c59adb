/**
 * Asks once more before a button with `data-confirm` acts: the question, the button's own words, and
 * the words for not doing it (`data-cancel`), on which the focus stands. Without this the button acts
 * at once, and the server's own rules still hold.
 */
const agreed = new WeakSet();

/** Whether the form would come back for a missing answer, so that there is nothing yet to be sure of. */
function isWanting(form, button) {
  return !button.hasAttribute("formaction") && form.querySelector(":required:invalid") !== null;
}

function ask(asking) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const text = document.createElement("p");
  text.id = "confirm-question";
  text.textContent = asking.dataset.confirm;
  dialog.setAttribute("aria-labelledby", text.id);
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  for (const [value, words, kind] of [
    ["yes", asking.cloneNode(true).childNodes, "primary"],
    ["", [asking.dataset.cancel], "secondary"],
  ]) {
    const button = document.createElement("button");
    button.value = value;
    button.autofocus = !value;
    button.append(...words);
    button.className = "button";
    button.dataset.kind = kind;
    button.dataset.size = "md";
    form.append(button);
  }
  dialog.append(text, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

document.addEventListener(
  "submit",
  async (event) => {
    const button = event.submitter;
    if (!button?.dataset.confirm || agreed.delete(button) || isWanting(event.target, button)) return;
    event.preventDefault();
    event.stopPropagation();
    if (await ask(button)) {
      agreed.add(button);
      event.target.requestSubmit(button);
    } else {
      button.focus();
    }
  },
  true,
);
