"""A packet set for paper: the pages of one proposal, and those that stand before all (cover, contents, rankings)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from kyodo_portal.cities import city
from kyodo_portal.files.pdf import make_pdf
from kyodo_portal.words.languages import in_japanese
from proposals.models import Packet, PacketPart

STYLE = "css/packet-pdf.css"

LONGEST = 2_000_000
"""Characters of HTML: a proposal as long as its form takes, with ten sheets as long as theirs take."""

PATIENCE = 120.0
"""Seconds that the job waits for a page that somebody else has made; its lease is longer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item in the contents. `page` is where its papers begin; None where there are none to be had here."""

    number: int
    title: str
    about: str = ""
    proposer: str = ""
    page: int | None = None
    is_closed: bool = False
    papers: list[str] = field(default_factory=list)


def part_as_pdf(part: PacketPart) -> bytes:
    """The pages of one proposal as a tagged PDF: the same bytes whenever they are made. Raises `PdfRefused`."""
    told = part.data
    context = {
        "part": part,
        "packet": part.packet,
        "told": told,
        "scores": _scores_shown(told["scores"]),
    }
    return _set("admin/proposals/packet/part.html", context)


def front_as_pdf(
    packet: Packet, lines: list[Line], changes: Iterable[Any], rankings: Iterable[Any]
) -> bytes:
    """Cover, what changed, contents and rankings; a row says what is missing of it only where something is. Raises
    `PdfRefused`."""
    context = {
        "packet": packet,
        "meeting": packet.meeting,
        "previous": packet.number - 1,
        "lines": lines,
        "changes": list(changes),
        "rankings": [
            {**ranking, "rows": [{"missing": 0, "range": [], **row} for row in ranking["rows"]]}
            for ranking in rankings
        ],
    }
    return _set("admin/proposals/packet/front.html", context)


def _set(template: str, context: dict[str, Any]) -> bytes:
    with in_japanese():
        page = render_to_string(template, {**context, "city": city()})
    return make_pdf(
        page,
        css=STYLE,
        base_url=settings.BASE_URL,
        is_kept=False,
        longest=LONGEST,
        patience=PATIENCE,
    )


def overall(sheet: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a reviewer says of the whole: to the committee, and what may be published."""
    yield "委員会への意見", sheet["comment"]
    yield (
        "公表してよい講評",
        sheet.get("public_comment", ""),
    )  # not apart in what was frozen before 0.3.0


def _scores_shown(scores: dict[str, Any]) -> dict[str, Any]:
    """The points row by row, and the comments person by person, none that is empty."""
    sheets, criteria = scores["sheets"], scores["criteria"]
    rows = [
        (criterion, [sheet["points"][place] for sheet in sheets])
        for place, criterion in enumerate(criteria)
    ]
    remarks = []
    for sheet in sheets:
        said = list(overall(sheet))
        said += [
            (each["name"], words) for each, words in zip(criteria, sheet["comments"], strict=True)
        ]
        if written := [(label, words) for label, words in said if words]:
            remarks.append((sheet["who"], written))
    return {**scores, "rows": rows, "remarks": remarks}
