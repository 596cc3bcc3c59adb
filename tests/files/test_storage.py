"""A disk that takes no more: nothing is kept by half, and whoever sends is told that it passes."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from kyodo_portal.files.storage import HALVES, WholeFileStorage, forget_halves
from tests.factories import make_group, make_user
from tests.proposals.factories import make_proposal
from tests.trust.requests import fingerprint


class Breaks(ContentFile):
    """A file of which the second piece finds no room."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FullDisk(WholeFileStorage):
    """Takes the beginning of each file."""

    def _save(self, name: str, content: Any) -> str:
        return super()._save(name, Breaks(b"x"))


def test_half_a_file_does_not_stay(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)

    with pytest.raises(OSError, match="No space"):
        storage.save("2026/04/a.pdf", Breaks(b"x"))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_full_disk_is_told_and_leaves_everything_as_it_was(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.FullDisk", "OPTIONS": {"location": tmp_path}},
    }
    person = make_user()
    draft = make_proposal(group=make_group(managers=(person,)), by=person)
    client = Client(raise_request_exception=False)
    client.force_login(person)
    before = fingerprint()
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf")

    address = f"/proposals/{draft.pk}/attachments/"
    answer = client.post(address, {"attachment-title": "会の規約です", "attachment-file": file})

    assert (answer.status_code, fingerprint() == before) == (503, True)
    assert "会の規約です" in answer.content.decode()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_file_is_in_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    """Whoever is killed in the middle of writing leaves nothing where a record would find it."""
    storage = WholeFileStorage(location=tmp_path)
    place = tmp_path / "2026" / "04" / "a.pdf"
    there: list[bool] = []

    class Watched(ContentFile):
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"half"
            there.append(place.exists())
            yield b" and whole"

    assert storage.save("2026/04/a.pdf", Watched(b"x")) == "2026/04/a.pdf"
    assert (there, place.read_bytes()) == ([False], b"half and whole")
    assert list((tmp_path / HALVES).iterdir()) == []


def test_what_a_killed_writer_left_is_forgotten(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    for name, age in (("left", 61), ("being-written", 59)):
        (tmp_path / HALVES).mkdir(exist_ok=True)
        half = tmp_path / HALVES / name
        half.write_bytes(b"half")
        moment = now.timestamp() - age * 60
        os.utime(half, (moment, moment))

    assert forget_halves(now) == 1
    assert [path.name for path in (tmp_path / HALVES).iterdir()] == ["being-written"]
