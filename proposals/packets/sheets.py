"""A packet as a spreadsheet: the proposals, and every point and comment that was given."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kyodo_portal.files.spreadsheets import Column, Sheet, workbook
from proposals.models import PacketPart
from proposals.packets.setting import overall


def packet_as_spreadsheet(parts: Iterable[PacketPart], rankings: Iterable[dict[str, Any]]) -> bytes:
    """Three sheets. `parts` are the proposals that the reader gets, and so are the rows of the `rankings`."""
    known = [(part.title, _short(part.data)) for part in parts]
    ranks = [(ranking["call"], row) for ranking in rankings for row in ranking["rows"]]
    return workbook(
        [
            Sheet("提案", PROPOSALS, known),
            Sheet("採点", POINTS, list(_points(known))),
            Sheet("順位表", RANKS, ranks),
        ]
    )


def _short(data: dict[str, Any]) -> dict[str, Any]:
    """Without the long texts, which are read in the packet: five hundred proposals are held at once."""
    return {key: value for key, value in data.items() if key not in ("sections", "differences")}


def _points(known: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for _, data in known:
        scores = data["scores"]
        for sheet in scores["sheets"]:
            head = {"number": data["number"], "title": data["title"], "who": sheet["who"]}
            given = zip(scores["criteria"], sheet["points"], sheet["comments"], strict=True)
            for criterion, points, comment in given:
                yield {**head, **criterion, "points": points, "comment": comment}
            for name, words in overall(sheet):
                if words:
                    yield {**head, "name": name, "comment": words}


def _opinion(data: dict[str, Any]) -> str:
    return "\n".join(f"{label}：{words}" for label, words in data["opinion"])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


PROPOSALS = (
    Column("議題", lambda row: row[0]),
    Column("受付番号", lambda row: row[1]["number"]),
    Column("事業名", lambda row: row[1]["title"]),
    Column("提案した人", lambda row: row[1]["proposer"]),
    Column("募集", lambda row: row[1]["call"]),
    Column("担当課", lambda row: row[1]["department"]),
    Column("希望額（円）", lambda row: row[1]["requested"]),
    Column("得点", lambda row: _number(row[1]["scores"]["figure"])),
    Column("満点", lambda row: _number(row[1]["scores"]["full_marks"])),
    Column("提出された審査の数", lambda row: len(row[1]["scores"]["sheets"])),
    Column("まだの審査の数", lambda row: row[1]["scores"]["open"]),
    Column("所管課の意見書", lambda row: _opinion(row[1])),
    Column("添付書類", lambda row: "\n".join(each["title"] for each in row[1]["attachments"])),
)
POINTS = (
    Column("受付番号", lambda row: row["number"]),
    Column("事業名", lambda row: row["title"]),
    Column("審査委員", lambda row: row["who"]),
    Column("審査項目", lambda row: row["name"]),
    Column("満点", lambda row: row.get("max")),
    Column("重み", lambda row: _number(row.get("weight"))),
    Column("点", lambda row: row.get("points")),
    Column("意見", lambda row: row["comment"]),
)
RANKS = (
    Column("募集", lambda row: row[0]),
    Column("順位", lambda row: row[1]["rank"]),
    Column("受付番号", lambda row: row[1]["number"]),
    Column("事業名", lambda row: row[1]["title"]),
    Column("得点", lambda row: _number(row[1]["figure"])),
    Column("数えた審査", lambda row: row[1]["sheets"]),
    Column("希望額（円）", lambda row: row[1]["requested"]),
)
