"""A packet made: each proposal's pages one at a time, kept as they are made, then joined for each who gets it
differently.

Whoever makes it after a kill goes on where the pieces end: a piece is the same whoever makes it, and so is what
they are joined to.
"""

import gc
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.files.joined_pdf import Part, join, pages_of
from kyodo_portal.files.pdf import PdfRefused
from kyodo_portal.life.jobs.kinds import JobRefused
from kyodo_portal.life.jobs.task import Task
from proposals.models import Packet, PacketPart, PacketVolume
from proposals.packets.readers import Readers, Without
from proposals.packets.setting import Line, front_as_pdf, part_as_pdf
from proposals.packets.sheets import packet_as_spreadsheet

MOST_TRIES = 4
"""How often the first pages are set: twice, unless the numbers in them make them longer."""


@dataclass(slots=True)
class Progress:
    """How far the work is, of so many steps."""

    task: Task
    total: int
    done: int = 0

    def step(self) -> None:
        self.task.tell(self.done, self.total)
        self.done += 1


def make_packet(task: Task) -> Packet:
    """Make what is missing of the packet that the job names. Raises `JobRefused` with the reason."""
    packet = Packet.objects.select_related("meeting__committee").get(pk=task.job.given["packet"])
    readers = Readers(packet)
    owner = User.objects.with_places().get(pk=task.job.owner_id)
    wanted = {Without(), *readers.for_members().values(), readers.for_person(owner)}
    _forget_lost(packet)
    made = set(packet.volumes.values_list("key", flat=True))
    missing = sorted(each for each in wanted if each.key not in made)
    pieces = list(packet.parts.unmade().order_by("order").values_list("pk", flat=True))
    total = len(pieces) + len(missing) * packet.parts.count()
    progress = Progress(task, total)
    try:
        for pk in pieces:
            progress.step()
            _make_piece(pk)
        for without in missing:
            _make_volume(packet, without, progress)
    except PdfRefused as refusal:
        raise JobRefused(refusal.reason) from refusal
    task.tell(total, total)
    return packet


def _forget_lost(packet: Packet) -> None:
    """What has lost its file on the disk is made anew."""
    for volume in packet.volumes.all():
        if not all(each.storage.exists(each.name) for each in (volume.file, volume.sheet)):
            volume.delete()
    for part in packet.parts.exclude(file="").defer("data"):
        if not part.file.storage.exists(part.file.name):
            PacketPart.objects.filter(pk=part.pk, file=part.file.name).update(file="", pages=0)


def _make_piece(pk: int) -> None:
    part = PacketPart.objects.select_related("packet").get(pk=pk)
    content = part_as_pdf(part)
    part.file.save("part.pdf", ContentFile(content), save=False)
    is_first = PacketPart.objects.filter(pk=pk, file="").update(
        file=part.file.name, pages=pages_of(BytesIO(content))
    )
    if not is_first:
        part.file.storage.delete(part.file.name)
    gc.collect()  # the page was a circle of objects; the next one needs its place


def _make_volume(packet: Packet, without: Without, progress: Progress) -> None:
    """Join it, and keep it unless somebody else has kept the same meanwhile."""
    parts = list(packet.parts.defer("data").order_by("order"))
    front, rest = _front(packet, parts, without)
    pages = pages_of(BytesIO(front)) + sum(part.pages for part in rest)
    volume = PacketVolume(packet=packet, key=without.key, without=without.as_data(), pages=pages)
    with tempfile.TemporaryFile() as joined:
        join(
            _opened(front, rest, len(parts), progress),
            joined,
            total=pages,
            title=str(packet),
            author=city().name,
        )
        volume.size = joined.tell()
        joined.seek(0)
        volume.sha256 = hashlib.file_digest(joined, "sha256").hexdigest()
        joined.seek(0)
        volume.file.save("packet.pdf", File(joined), save=False)
    try:
        kept = packet.parts.on_proposals().exclude(order__in=without.parts).order_by("order")
        told = packet_as_spreadsheet(
            kept.iterator(chunk_size=25),
            [each for each in packet.rankings if each["number"] not in without.calls],
        )
        volume.sheet.save("packet.xlsx", ContentFile(told), save=False)
        with transaction.atomic():
            volume.save()
    except BaseException as failure:
        for stored in (volume.file, volume.sheet):
            if stored:
                stored.storage.delete(stored.name)
        if not isinstance(failure, IntegrityError):
            raise
    gc.collect()


def _opened(
    front: bytes, parts: list[PacketPart], steps: int, progress: Progress
) -> Iterator[Part]:
    """The front and the pieces, telling the progress along them: as many steps as the whole packet has."""
    first = pages_of(BytesIO(front))
    yield Part(partial(BytesIO, front), first, "目次")
    for part in parts:
        progress.step()
        yield Part(partial(part.file.storage.open, part.file.name), part.pages, part.title)
    for _ in range(steps - len(parts)):
        progress.step()


def _front(
    packet: Packet, parts: list[PacketPart], without: Without
) -> tuple[bytes, list[PacketPart]]:
    """The pages that stand before all, and the pieces that follow. Their own number moves what they tell, so
    they are set until it stays."""
    rest = [part for part in parts if part.pages and part.order not in without.parts]
    lines = _lines(packet, without)
    closed = {part.proposal_id for part in parts if part.order in without.parts}
    changes = [row for row in packet.changes if row["proposal"] not in closed]
    rankings = [{**each, "is_closed": each["number"] in without.calls} for each in packet.rankings]
    length = 0
    for _ in range(MOST_TRIES):
        front = front_as_pdf(packet, _numbered(lines, rest, length + 1), changes, rankings)
        if pages_of(BytesIO(front)) == length:
            return front, rest
        length = pages_of(BytesIO(front))
        gc.collect()  # as after a piece: the contents of five hundred proposals are long
    raise JobRefused("目次のページ数が決まらず、冊子にできませんでした。")


def _lines(packet: Packet, without: Without) -> list[Line]:
    """The agenda as its contents tell it."""
    told = packet.parts.order_by("order").values_list(
        *("order", "title", "data__title", "data__proposer", "data__papers")
    )
    return [
        Line(number=order, title=title, is_closed=True)
        if order in without.parts
        else Line(
            number=order,
            title=title,
            about=about or "",
            proposer=proposer or "",
            papers=list(papers or ()),
        )
        for order, title, about, proposer, papers in told
    ]


def _numbered(lines: list[Line], rest: list[PacketPart], first: int) -> list[Line]:
    """The lines with the page on which each begins; `first` is that of the first piece."""
    begins: dict[int, int] = {}
    for part in rest:
        begins[part.order] = first
        first += part.pages
    return [replace(line, page=begins.get(line.number)) for line in lines]
