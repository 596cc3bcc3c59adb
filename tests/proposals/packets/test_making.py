"""The packet made: set, joined, numbered, the same bytes again, without what is somebody's own affair."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.factories import make_reviewer
from tests.groups.committees.factories import seat
from tests.proposals.factories import make_review
from tests.proposals.packets.factories import before_meeting, frozen, made

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LEFT_OUT = "この議題の資料は、配られません。"


def text_of(volume: Any) -> list[str]:
    """The words of each page, without the spaces that setting brings."""
    with volume.file.open("rb") as content:
        pages = PdfReader(BytesIO(content.read())).pages
        return ["".join(page.extract_text().split()) for page in pages]


def test_packet_is_one_pdf_with_contents_and_page_numbers() -> None:
    meeting, (first, second) = before_meeting()
    make_review(first, make_reviewer(), status="submitted", points=4)
    member = seat(meeting.committee, "審査 する人")
    left = meeting.items.get(on_proposal__proposal=second)
    left.absences.create(member=member, why="interest")
    packet = frozen(meeting)

    job = made(packet)

    assert job.report[0]["title"] == f"{packet}ができました"
    whole = packet.volumes.get(key="whole")
    pages = text_of(whole)
    assert len(pages) == whole.pages
    assert [page.endswith(f"{n}/{whole.pages}") for n, page in enumerate(pages, 1)] == [True] * len(
        pages
    )
    begins = [
        next(
            n
            for n, page in enumerate(pages, 1)
            if f"議題提案の審査（受付番号{each.number}）" in page
        )
        for each in (first, second)
    ]
    front = "".join(pages[: begins[0] - 1])
    for each, page in zip((first, second), begins, strict=True):
        assert f"{each.title}（{each.group.name}）{page}".replace(" ", "") in front
    assert packet.digest[:20] in front
    with whole.file.open("rb") as content:
        outline = [entry.title for entry in PdfReader(content).outline]
    assert outline == ["目次", *packet.parts.on_proposals().values_list("title", flat=True)]

    # Who left the room for the second has it neither in the contents nor in the ranking.
    other = packet.volumes.exclude(key="whole").get()
    assert other.without == {"parts": [3], "calls": [first.call_id]}
    cut = "".join(text_of(other))
    assert (first.title in cut, second.title in cut, LEFT_OUT in cut) == (True, False, True)
    assert "順位表は配られません" in cut
    with other.sheet.open("rb") as content:
        book = load_workbook(BytesIO(content.read()))
    assert book.sheetnames == ["提案", "採点", "順位表"]
    assert [row[2] for row in book["提案"].iter_rows(min_row=2, values_only=True)] == [first.title]
    assert book["順位表"].max_row == 1


def test_packet_made_again_is_the_same_to_the_byte_and_goes_on_after_a_kill() -> None:
    meeting, _ = before_meeting(2)
    packet = frozen(meeting)
    made(packet)
    sums = dict(packet.volumes.values_list("key", "sha256"))

    # Killed after the first piece: what was made stays, the rest and the volume are made.
    kept = packet.parts.get(order=2)
    packet.volumes.all().delete()
    packet.parts.filter(order=3).update(file="", pages=0)
    made(packet)
    assert dict(packet.volumes.values_list("key", "sha256")) == sums
    assert packet.parts.get(order=2).file.name == kept.file.name

    # A piece whose file is gone is made anew.
    kept.file.storage.delete(kept.file.name)
    packet.volumes.all().delete()
    made(packet)
    assert dict(packet.volumes.values_list("key", "sha256")) == sums


def test_formula_in_a_title_stays_text_in_the_spreadsheet() -> None:
    meeting, (proposal,) = before_meeting(1)
    type(proposal).objects.filter(pk=proposal.pk).update(title="=1+1<b>")
    packet = frozen(meeting)

    made(packet)

    volume = packet.volumes.get()
    with volume.sheet.open("rb") as content:
        cell = load_workbook(BytesIO(content.read()))["提案"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1<b>", "s", True)
    assert "=1+1<b>" in "".join(text_of(volume))
