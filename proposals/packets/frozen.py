"""What is known of a proposal before a committee, as plain data that no later change reaches.

Of reviewers it says 審査委員1, 審査委員2 …, the same person by the same number throughout a packet.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from groups.models import Meeting
from kyodo_portal.templatetags.ui_text import paragraphs
from kyodo_portal.words.calendar import japanese_datetime
from proposals.content.blinding import HIDDEN, marked_words, without_names, words_of
from proposals.content.reading import label_of, reading_of
from proposals.content.snapshot import snapshot_of
from proposals.judging.frozen import ranking_as_data
from proposals.judging.scoring import score_standing_of
from proposals.judging.sheets import sheet_standing
from proposals.models import Call, FrozenScores, Proposal, Review, ReviewStatus, Score
from proposals.packets.opinions import Opinion, opinions_of
from proposals.rules.blinding import is_blinded

PARTS = (
    *("versions", "reviews__scores__criterion", "call__criteria", "answers__question"),
    *("goals", "roles", "schedule", "budget", "forms", "fields", "attachments"),
)
"""What hangs on a proposal and is read with it."""

AT_ONCE = 25
"""Proposals that are read in one go: their versions are long."""


def digest_of(data: Any) -> str:
    """The SHA-256 of plain data, written in one way."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def frozen_proposals(numbers: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The data of these proposals, by their numbers in the database. In Japanese, as the record is kept."""
    who = _numbered_reviewers(numbers)
    whole = Proposal.objects.select_related("call", "group", "responsible_department")
    whole = whole.prefetch_related(*PARTS)
    for first in range(0, len(numbers), AT_ONCE):
        found = whole.in_bulk(numbers[first : first + AT_ONCE])
        opinions = opinions_of(list(found.values()))
        for number in numbers[first : first + AT_ONCE]:
            proposal = found[number]
            yield number, _data_of(proposal, who, opinions.get(number, []))


def _numbered_reviewers(numbers: list[int]) -> Mapping[int, str]:
    """What each reviewer of these proposals is called, in the order in which they were asked."""
    reviews = Review.objects.filter(proposal__in=numbers).order_by("pk")
    people = dict.fromkeys(reviews.values_list("reviewer", flat=True))
    return {person: f"審査委員{place}" for place, person in enumerate(people, start=1)}


def _data_of(proposal: Proposal, who: Mapping[int, str], opinion: Opinion) -> dict[str, Any]:
    versions = sorted(proposal.versions.all(), key=lambda version: version.number)
    latest = versions[-1].data if versions else snapshot_of(proposal)
    sections = _sections(latest, proposal.call)
    first = _sections(versions[0].data, proposal.call) if len(versions) > 1 else sections
    told = {
        "number": proposal.number,
        "title": proposal.title,
        "proposer": proposal.proposer_label,
        "call": proposal.call.title,
        "department": str(proposal.responsible_department or ""),
        "requested": proposal.requested_amount,
        "sections": sections,
        "versions": [
            {"number": each.number, "at": japanese_datetime(each.submitted_at)} for each in versions
        ],
        "differences": _differences(first, sections),
        "attachments": [
            {name: row.get(name) for name in ("title", "original_name", "size", "sha256")}
            for row in latest.get("attachments", [])
        ],
        "opinion": [list(row) for row in opinion],
        "scores": _scores(proposal, who),
    }
    return _blinded(told, proposal) if is_blinded(proposal) else told


def _blinded(told: dict[str, Any], proposal: Proposal) -> dict[str, Any]:
    """The same without what names the proposing side, for a call that is judged without names."""
    told = without_names(told, words_of(proposal, marked_words(proposal)))
    group = str(label_of("group"))
    for section in told["sections"]:
        section["rows"] = [
            [label, HIDDEN if label == group else words] for label, words in section["rows"]
        ]
    told["differences"] = [row for row in told["differences"] if row["label"] != group]
    for number, document in enumerate(told["attachments"], start=1):
        document |= {"title": f"書類{number}", "original_name": ""}
    return {**told, "proposer": HIDDEN}


def _sections(data: dict[str, Any], call: Call) -> list[dict[str, Any]]:
    """What a version says, each section with its rows of (label, words) and its tables. A long text stands as it
    was typed: how it is set into paragraphs is decided when it is printed."""
    typed = {str(paragraphs(text)): text for text in _texts(data)}
    return [
        {
            "title": str(reading.section.title),
            "rows": [
                [str(label), typed.get(str(value), str(value))] for label, value in reading.rows
            ],
            "tables": [
                {
                    "caption": str(table.caption),
                    "heads": [str(head) for head in table.heads],
                    "rows": [[str(cell) for cell in row] for row in table.rows],
                    "total": str(table.total),
                }
                for table in reading.tables
                if table.rows
            ],
        }
        for reading in reading_of(data, of=call)
    ]


def _texts(data: dict[str, Any]) -> Iterator[str]:
    yield from (value for value in data.values() if isinstance(value, str))
    yield from (row["text"] for row in data.get("answers", ()))


def _differences(first: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What was handed in first beside what stands now, where the two differ."""
    before, after = _flat(first), _flat(now)
    return [
        {"label": label, "before": before.get(label, ""), "after": after.get(label, "")}
        for label in dict.fromkeys([*after, *before])
        if before.get(label, "") != after.get(label, "")
    ]


def _flat(sections: list[dict[str, Any]]) -> dict[str, str]:
    """Every row and every table as one text under its label."""
    texts = {label: text for section in sections for label, text in section["rows"]}
    for section in sections:
        for table in section["tables"]:
            texts[table["caption"]] = "\n".join("　".join(row) for row in table["rows"])
    return texts


def _scores(proposal: Proposal, who: Mapping[int, str]) -> dict[str, Any]:
    """Points by criterion and sheet, comments, and the figure they make; only sheets that were handed in."""
    criteria = list(proposal.call.criteria.all())
    reviews = sorted(proposal.reviews.all(), key=lambda review: review.pk)
    handed_in = [each for each in reviews if each.status == ReviewStatus.SUBMITTED]
    standing = score_standing_of(proposal)
    return {
        "criteria": [
            {"name": each.name, "weight": str(each.weight), "max": each.points_max}
            for each in criteria
        ],
        "sheets": [_sheet(review, criteria, who) for review in handed_in],
        "open": sum(each.is_unfinished for each in reviews),
        "figure": None if standing.figure is None else str(standing.figure),
        "full_marks": str(standing.full_marks),
        "pass_mark": str(standing.pass_mark),
    }


def _sheet(review: Review, criteria: list[Any], who: Mapping[int, str]) -> dict[str, Any]:
    given = {score.criterion_id: score for score in review.scores.all()}
    rows = [given.get(criterion.pk) for criterion in criteria]
    figure: Decimal | None = sheet_standing(review, criteria).figure
    return {
        "who": who[review.reviewer_id],
        "points": [None if score is None else score.points for score in rows],
        "comments": ["" if score is None else _said(score) for score in rows],
        "total": "数えない" if figure is None else str(figure),
        "comment": review.comment,
        "public_comment": review.public_comment,
    }


def _said(score: Score) -> str:
    """What a sheet says beside the points of a criterion, or in their place."""
    why_not = f"採点しない（{score.abstention}）" if score.abstention else ""
    return "\n".join(filter(None, (why_not, score.comment)))


def frozen_rankings(
    meeting: Meeting, calls: list[Call], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The ranking of each call: as it was frozen for the meeting, else as it stands. `titles` are those of the
    proposals in the packet, by their numbers: a call that is judged without names has no others."""
    kept = {each.call_id: each for each in FrozenScores.objects.filter(meeting=meeting)}
    return [
        {
            "number": call.pk,
            "call": call.title,
            "rows": _named(
                call, kept[call.pk].ranking if call.pk in kept else ranking_as_data(call), titles
            ),
            "frozen": japanese_datetime(kept[call.pk].frozen_at) if call.pk in kept else "",
        }
        for call in calls
    ]


def _named(
    call: Call, rows: list[dict[str, Any]], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Of a call judged without names, those whose own result is public alone have theirs."""
    if not call.is_blind:
        return rows
    told = set(call.proposals.announced().values_list("number", flat=True))
    return [
        row
        if row["number"] in told
        else {**row, "title": titles.get(row["number"], HIDDEN), "proposer": HIDDEN}
        for row in rows
    ]
