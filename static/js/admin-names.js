/**
 * Gives the admin's search-as-you-type boxes the name of the list they stand for: the script that
 * makes them leaves them nameless to a screen reader.
 */
function nameBoxes() {
  for (const box of document.querySelectorAll(".select2-selection[role=combobox]")) {
    const select = box.closest(".select2-container")?.previousElementSibling;
    const name = select?.getAttribute("aria-label") ?? select?.labels?.[0]?.textContent.trim();
    if (!name) continue;
    const shown = box.querySelector(".select2-selection__rendered");
    if (shown) {
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
    }
    box.removeAttribute("aria-labelledby");
    const tell = () => box.setAttribute("aria-label", [name, shown?.textContent.trim()].filter(Boolean).join("："));
    tell();
    if (shown) new MutationObserver(tell).observe(shown, { childList: true, characterData: true, subtree: true });
  }
}

window.addEventListener("load", nameBoxes);
document.addEventListener("formset:added", () => setTimeout(nameBoxes));
