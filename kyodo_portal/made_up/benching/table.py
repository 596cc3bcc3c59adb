"""What was measured as a table to read and as data to keep."""

from typing import Any
from unicodedata import east_asian_width

from kyodo_portal.made_up.benching.measuring import Measured

HEADINGS = ("ページ", "CPU ms", "経過 ms", "SQL", "KB", "比", "比べた相手", "予算", "判定")
HOLDS, BREAKS = "よい", "超過"


def judged(measured: list[Measured], *, projects: int) -> list[dict[str, Any]]:
    """Each page with its ratio, its budgets, and whether both hold; None where it has none."""
    by_name = {one.page.name: one for one in measured}
    rows = []
    for one in measured:
        page = one.page
        budget = page.budget(projects)
        ratio = one.cpu / by_name[page.against].cpu if page.against else None
        kept = [ratio <= budget] if ratio is not None and budget is not None else []
        kept += [one.queries <= page.queries] if page.queries is not None else []
        rows.append(
            {
                "page": page.name,
                "path": page.path,
                "cpu_ms": round(one.cpu, 2),
                "elapsed_ms": round(one.elapsed, 2),
                "queries": one.queries,
                "queries_budget": page.queries,
                "bytes": one.size,
                "against": page.against,
                "ratio": None if ratio is None else round(ratio, 2),
                "ratio_budget": budget,
                "holds": all(kept) if kept else None,
            }
        )
    return rows


def as_table(rows: list[dict[str, Any]]) -> str:
    """The rows under their headings, in columns that stand straight with Japanese in them."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(_width(line[n]) for line in lines) for n in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    most = row["queries_budget"]
    verdict = {True: HOLDS, False: BREAKS, None: "－"}[row["holds"]]
    return (
        row["page"],
        f"{row['cpu_ms']:.1f}",
        f"{row['elapsed_ms']:.1f}",
        f"{row['queries']}" if most is None else f"{row['queries']}/{most}",
        f"{row['bytes'] / 1000:.0f}",
        "－" if row["ratio"] is None else f"{row['ratio']:.2f}",
        row["against"] or "－",
        "－" if row["ratio_budget"] is None else f"{row['ratio_budget']:.1f}",
        verdict,
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)
