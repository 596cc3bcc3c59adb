"""`docs/states.md`: the lives of all things, printed from the tables of moves."""

import inspect

from kyodo_portal.life.flows import REGISTRY, Flow, Move
from kyodo_portal.life.recorded import DESK_ACTS, Recorded

HEAD = """# 状態の移りかわり

この文書は、プログラムの中の「移りかわりの表」から作られています（`manage.py states`）。
表と文書が食いちがうと、テストが知らせます。
"""


_JUDGING = "利害関係のある人を除く"


def document() -> str:
    """The whole page, in the order of the models' names."""
    return "\n".join([HEAD, *(_chapter(REGISTRY[name]) for name in sorted(REGISTRY))])


def _chapter(flow: Flow) -> str:
    rows = [
        f"| {move.label} | {_names(flow, move)} | {flow.statuses(move.target).label} |"
        f" {_how(move)} | {move.note_label or '—'} | {_told(move)} |"
        for move in flow.moves.values()
    ]
    return "\n".join(
        [
            f"## {flow.model._meta.verbose_name}",
            "",
            "```mermaid",
            flow.mermaid(),
            "```",
            "",
            "| すること | いまの状態 | 次の状態 | だれが | 添える言葉 | 経過の言葉 | 読む人 |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            *_acts(flow),
        ]
    )


def _acts(flow: Flow) -> list[str]:
    """The acts that move nothing and are written down too; none of those that any record has."""
    acts = [
        kind
        for kind in flow.recorded.values()
        if kind.name not in flow.moves and kind not in DESK_ACTS
    ]
    rows = [
        f"| `{flow.action(act.name)}` | {act.label or 'そのつどの言葉'} | {_told(act)} |"
        for act in acts
    ]
    head = [
        "| 状態を変えない記録 | 記録する言葉 | 経過の言葉 | 読む人 |",
        "| --- | --- | --- | --- |",
    ]
    return [*head, *rows, ""] if rows else []


def _told(kind: Recorded) -> str:
    """What the course says of it, and to whom; without words of its own, those that were kept."""
    if isinstance(kind, Move) and kind.by_clock:
        return "— | —"
    return f"{kind.happened or '記録した言葉のまま'} | {kind.read_by.label}"


def _names(flow: Flow, move: Move) -> str:
    return "・".join(str(s.label) for s in flow.statuses if s.value in move.sources)


def _how(move: Move) -> str:
    """Who makes the move: the first line of its rule's sentence, or that nobody has to."""
    if move.by_clock:
        return "時刻がくると"
    if move.automatic:
        return "ほかの手続きとともに自動で"
    sentence = " ".join((inspect.getdoc(move.who) or "").split("\n\n")[0].split())
    return f"{sentence}（{_JUDGING}）" if move.judges else sentence
