/**
 * The sums of a budget while it is typed: those of the page are of what was saved last. Amounts are read as
 * the portal reads them; what cannot be read counts as nothing, and saving says so. The words
 * and the way an amount is written are those of the page: only the figures in them change.
 */
const FIGURE = /[\d,]+/;
/** What is typed behind a figure, as code points: read here, and never said. */
const UNITS = { "\u4e07": 10_000, "\u5343": 1_000 };
const BESIDE = /[\s,\u3001\u5186]/g;

function yen(typed) {
  let left = typed.normalize("NFKC").replace(BESIDE, "");
  let sum = 0;
  for (const [unit, worth] of Object.entries(UNITS)) {
    const [head, ...rest] = left.split(unit);
    if (!rest.length) continue;
    if (!/^\d+(\.\d+)?$/.test(head) || rest.length > 1) return 0;
    sum += Number(head) * worth;
    left = rest[0];
  }
  if (left && !/^\d+$/.test(left)) return 0;
  return Math.round(sum + Number(left));
}

/** The text of a cell with the figure in it: words beside it may carry their reading. */
function figureIn(cell) {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (FIGURE.test(texts.currentNode.data)) return texts.currentNode;
  return new Text("0");
}

function sumOf(form, side) {
  const boxes = [...form.querySelectorAll(`input[name^="${side}-"][name$="-amount"]`)];
  const kept = boxes.filter((box) => !form.elements[box.name.replace("amount", "DELETE")]?.checked);
  return kept.reduce((sum, box) => sum + yen(box.value), 0);
}

for (const sums of document.querySelectorAll("[data-budget-sums]")) {
  const form = sums.closest("form");
  const show = () => {
    const found = ["income", "expense"].map((side) => {
      const cell = sums.querySelector(`[data-sum="${side}"]`);
      const sum = sumOf(form, side);
      figureIn(cell).data = figureIn(cell).data.replace(FIGURE, sum.toLocaleString("ja-JP"));
      return sum;
    });
    const balance = sums.querySelector("[data-balance]");
    const { same, differs } = balance.dataset;
    const words = found[0] === found[1] ? same : differs;
    if (balance.textContent !== words) balance.textContent = words;
    sums.hidden = !found.some(Boolean);
    for (const note of form.querySelectorAll("[data-as-saved]")) note.hidden = true;
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
}
