/**
 * What a sheet comes to while it is written: points times weight over what could be given so far, scaled to full
 * marks (as proposals/judging/sheets.py counts it when the sheet is saved). The words are the page's.
 */
const tenths = (number) => Math.round(number * 10);

function standing(form) {
  let given = 0;
  let possible = 0;
  let left = 0;
  for (const row of form.querySelectorAll("fieldset[data-weight]")) {
    const weight = tenths(Number(row.dataset.weight));
    const answer = row.querySelector("input[type=radio]:checked")?.value ?? "";
    if (answer === "") left += 1;
    else if (/^\d+$/.test(answer)) {
      given += Number(answer) * weight;
      possible += Number(row.dataset.most) * weight;
    }
  }
  return { given, possible, left };
}

function watch(form) {
  const told = form.querySelector("[data-total]");
  const { words, scaled, few, left: still, full } = told.dataset;
  const fullMarks = tenths(Number(full));
  const said = (number) => (number % 10 ? (number / 10).toFixed(1) : String(number / 10));
  told.setAttribute("aria-live", "polite");
  form.addEventListener("change", ({ target }) => {
    const reason = target.closest("fieldset")?.querySelector("details");
    if (target.type === "radio" && reason) reason.open = target.value === target.form.dataset.abstains;
    const { given, possible, left } = standing(form);
    const parts = [words.replace("{given}", said(given)).replace("{possible}", said(possible))];
    if (left) parts.push(still.replace("{left}", left));
    if (possible * 2 < fullMarks && !left) parts.push(few);
    else if (possible && possible < fullMarks && !left) {
      const figure = Math.floor((given * fullMarks * 2 + possible) / (possible * 2));
      parts.push(scaled.replace("{full}", said(fullMarks)).replace("{figure}", said(figure)));
    }
    told.textContent = parts.join("　");
  });
}

for (const form of document.querySelectorAll("form[data-running-total]")) watch(form);
