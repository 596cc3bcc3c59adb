/**
 * Gives the admin's search-as-you-type boxes the name of the list they stand for: the script that
 * makes them, some time after the page has come, leaves them nameless to a screen reader.
 */
const named = new WeakSet();

function nameBox(box) {
  const select = box.closest(".select2-container")?.previousElementSibling;
  const name = select?.getAttribute("aria-label") ?? select?.labels?.[0]?.textContent.trim();
  if (!name) return;
  named.add(box);
  const shown = box.querySelector(".select2-selection__rendered");
  shown.removeAttribute("role");
  shown.removeAttribute("aria-readonly");
  box.removeAttribute("aria-labelledby");
  const tell = () => box.setAttribute("aria-label", [name, shown.title].filter(Boolean).join("："));
  new MutationObserver(tell).observe(shown, { childList: true, attributes: true });
  tell();
}

function nameBoxes() {
  for (const box of document.querySelectorAll(".select2-selection--single")) if (!named.has(box)) nameBox(box);
}

new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
nameBoxes();
