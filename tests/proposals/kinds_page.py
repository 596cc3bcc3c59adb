"""The table of the kinds of call as a page: docs/kinds-of-call.md."""

from collections.abc import Callable, Iterable

from kyodo_portal.cities.loading import common
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.columns import column_of
from proposals.content.sections import SECTIONS
from proposals.kinds_of_call import ESSENTIAL, KINDS, KindOfCall
from proposals.models import Call, Proposal

HEAD = """# What each kind of call switches on

Printed from `proposals/kinds_of_call.py` (`page()` in `tests/proposals/kinds_page.py`). Why: [decision 0054](decisions/0054-kinds-of-call.md).
"""


def page() -> str:
    def listed(names: Iterable[str]) -> str:
        return "、".join(names) or "—"

    def of(model: type, names: Iterable[str]) -> str:
        return listed(str(column_of(model, name).verbose_name) for name in names)

    def sections(kind: KindOfCall) -> str:
        return listed(str(each.title) for each in SECTIONS if each.key in kind.left_out)

    def unasked(kind: KindOfCall) -> str:
        fields = [name for each in SECTIONS for name in each.fields if name in kind.unasked]
        return listed(
            "ほかにあてはまる形態" if name == "forms" else of(Proposal, [name]) for name in fields
        )

    rows: dict[str, Callable[[KindOfCall], str]] = {
        "市が先に決めること": lambda kind: of(Call, kind.settled),
        "ない部分": sections,
        "たずねない欄": unasked,
        "必須でない欄": lambda kind: of(Proposal, [n for n in ESSENTIAL if n not in kind.required]),
        "審査": lambda kind: "採点と委員会の結論" if kind.judged else "委員会の結論",
        "提案できる人": lambda kind: "募集ごとに選ぶ" if kind.persons else "登録団体",
        "アカウントのない人": lambda kind: "出せる" if kind.guests else "—",
        "コース": lambda kind: "作れる" if kind.courses else "—",
        "採択すると": lambda kind: kind.makes.value,
    }
    with in_japanese():
        names = {row.code: row.name for row in common().call_kinds}
        heads = [f"{names[code]} `{code}`" for code in KINDS]
        lines = [f"| | {' | '.join(heads)} |", "|" + "---|" * (len(heads) + 1)]
        for label, cell in rows.items():
            lines.append(f"| {label} | {' | '.join(cell(kind) for kind in KINDS.values())} |")
    return f"{HEAD}\n" + "\n".join(lines) + "\n"
