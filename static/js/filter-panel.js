/**
 * Leaves out of a list's address what nobody filled in. Without this the address is longer and means
 * the same.
 */
for (const form of document.querySelectorAll("form.filter-panel")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      if (formData.getAll(name).every((value) => value === "")) formData.delete(name);
    }
  });
}
