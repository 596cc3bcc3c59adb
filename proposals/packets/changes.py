"""What differs between two packets of one meeting, proposal by proposal."""

from collections.abc import Iterable
from typing import Any

from proposals.models import PacketPart
from proposals.packets.setting import overall

ASPECTS = (
    ("sections", "提案の内容"),
    ("attachments", "添付書類の一覧"),
    ("opinion", "所管課の意見書"),
    ("department", "担当課"),
)
"""What is compared as it stands, and what it is called."""


def changes_between(
    before: Iterable[PacketPart], after: Iterable[PacketPart]
) -> list[dict[str, Any]]:
    """One row for each proposal that came, went or differs: `proposal` is its number in the database, `title` the
    item's, `what` the names of what differs. In the order of the agenda; what went stands last."""
    old = {part.proposal_id: part for part in before if part.proposal_id}
    new = {part.proposal_id: part for part in after if part.proposal_id}
    rows = []
    for number, part in new.items():
        what = differing(old[number].data, part.data) if number in old else ["議題に加わりました"]
        if what:
            rows.append({"proposal": number, "title": part.title, "what": what})
    rows += [
        {"proposal": number, "title": part.title, "what": ["議題からなくなりました"]}
        for number, part in old.items()
        if number not in new
    ]
    return rows


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The names of what differs between two states of one proposal."""
    what = [name for key, name in ASPECTS if before.get(key) != after.get(key)]
    if _points(before) != _points(after):
        what.append("採点")
    if _words(before) != _words(after):
        what.append("審査委員の意見")
    return what


def _points(data: dict[str, Any]) -> Any:
    """The scores without the numbers by which reviewers are called: those are a packet's own."""
    scores = data.get("scores", {})
    sheets = sorted(([*map(str, each["points"])] for each in scores.get("sheets", [])), key=str)
    return scores.get("criteria"), sheets, scores.get("figure"), scores.get("open")


def _words(data: dict[str, Any]) -> list[Any]:
    sheets = data.get("scores", {}).get("sheets", [])
    return sorted(
        [[*(words for _, words in overall(each)), *each["comments"]] for each in sheets], key=str
    )
