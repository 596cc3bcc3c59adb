"""Nothing is lost between a backup and its return, and nothing that is damaged or strange is let in."""

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from groups.models import Group, GroupDocument
from kyodo_portal.files.uploads import check_attachment
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.backups import BackupRun
from kyodo_portal.management.backups import databases, taking
from kyodo_portal.management.backups.manifest import Manifest
from kyodo_portal.management.backups.refusals import Refused
from kyodo_portal.management.backups.restoring import examine, restore
from kyodo_portal.management.backups.snapshots import STOPPED
from kyodo_portal.management.backups.sums import SUMS, digest_of, files_in, write_sums
from kyodo_portal.management.backups.taking import backups_in
from kyodo_portal.post import outbox
from kyodo_portal.post.delivery import deliver_due
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_group
from tests.groups.factories import a_pdf


def add_document(group: Group, number: int) -> GroupDocument:
    pdf = a_pdf(f"規約{number}.pdf")
    document = GroupDocument.from_checked(check_attachment(pdf), by=None, group=group)
    document.save()
    return document


def uploads() -> dict[str, str]:
    """What lies in the folder of uploads, by its digest."""
    root = Path(settings.MEDIA_ROOT)
    return {name: digest_of(path) for name, path in files_in(root).items()}


class Busy:
    """Somebody who adds groups with documents without a pause, while the block lasts."""

    def __init__(self) -> None:
        self.begun, self.enough = Event(), Event()
        self.acknowledged: list[int] = []
        self.thread = Thread(target=self._write)

    def _write(self) -> None:
        try:
            while not self.enough.is_set():
                number = len(self.acknowledged)
                add_document(make_group(f"書く会{number}"), number)
                self.acknowledged.append(number)
                self.begun.set()
        finally:
            connection.close()

    def __enter__(self) -> "Busy":
        self.thread.start()
        assert self.begun.wait(20)
        return self

    def __exit__(self, *_: Any) -> None:
        self.enough.set()
        self.thread.join(30)


def letter(key: str) -> None:
    outbox.queue(to="a@example.jp", subject=key, body="本文", key=key)


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_that_was_there_while_people_wrote(tmp_path: Path) -> None:
    letter("sent")
    deliver_due(now=timezone.now())
    letter("waiting")
    with Busy() as busy:
        before = len(busy.acknowledged)
        said = taking.take(tmp_path / "kept").manifest
    kept = files_in(tmp_path / "kept")
    Group.objects.filter(name="書く会0").update(name="変わった会")
    newer = add_document(make_group("あとの会"), 1)
    letter("after")

    restored = restore(tmp_path / "kept", replace=True, verify=True)

    assert restored.letters == 1
    assert deliver_due(now=timezone.now()).sent == 0
    assert {row.key: row.last_error for row in OutgoingMail.objects.all()} == {
        "sent": "",
        "waiting": STOPPED,
    }
    assert before <= Group.objects.filter(name__startswith="書く会").count()
    assert not Group.objects.filter(name__in=("変わった会", "あとの会")).exists()
    documents = GroupDocument.objects.all()
    assert {row.file.name: row.sha256 for row in documents}.items() <= uploads().items()
    assert newer.file.name not in uploads()
    assert (said.missing, len(documents)) == ([], said.tables["groups_groupdocument"].rows)
    assert [run.kind for run in BackupRun.objects.all()] == ["restored"]
    assert AuditEntry.objects.filter(action="backuprun.restore").count() == 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.values()} == {0o600}
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    everything = b"".join(path.read_bytes() for path in kept.values())
    assert settings.SECRET_KEY.encode() not in everything


@pytest.fixture
def kept(tmp_path: Path, db: None) -> Path:
    """A whole backup."""
    media = Path(settings.MEDIA_ROOT) / "documents"
    media.mkdir(parents=True)
    (media / "one").write_bytes(b"a document")
    return taking.take(tmp_path / "kept").place


def flip(name: str) -> Callable[[Path], None]:
    """One bit of this file is another."""

    def damage(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)

    return damage


def said_otherwise(**changes: Any) -> Callable[[Path], None]:
    """A whole backup that says something else of itself."""

    def change(folder: Path) -> None:
        said = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps(said | changes))
        (folder / SUMS).unlink()
        write_sums(folder)

    return change


DATABASE = "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"
OTHER_KIND = "postgresql" if connection.vendor == "sqlite" else "sqlite"
DAMAGED = "控えたときの内容とちがいます"

REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a byte of the database": (flip(DATABASE), DAMAGED),
    "a byte of an upload": (flip("uploads/documents/one"), DAMAGED),
    "a byte of the profile": (flip("city.toml"), DAMAGED),
    "a byte of the manifest": (flip("manifest.json"), DAMAGED),
    "a byte of the sums": (flip(SUMS), "控え"),
    "the end is missing": (lambda folder: (folder / SUMS).unlink(), "途中で終わった控え"),
    "a file is missing": (lambda folder: (folder / DATABASE).unlink(), "ファイルが1個足りません"),
    "a strange file": (
        lambda folder: (folder / "uploads" / "strange").write_bytes(b""),
        "控えのものではないファイル",
    ),
    "another city": (said_otherwise(city="elsewhere", city_name="別の市"), "別の市（別の市"),
    "a newer release": (said_otherwise(version="99.0.0"), "より新しい版（99.0.0）"),
    "a step nobody knows": (said_otherwise(migrations=["groups.9999_later"]), "より新しい版"),
    "a newer form": (said_otherwise(format=2, version="99.0.0"), "より新しい版（99.0.0）"),
    "another database": (said_otherwise(database=OTHER_KIND), "同じ種類のデータベース"),
    "nothing there": (shutil.rmtree, "というフォルダーはありません"),
}


def test_damaged_and_strange_backups_are_refused_before_anything_is_touched(kept: Path) -> None:
    whole, before = kept.with_name("whole"), (databases.look(), uploads())
    kept.rename(whole)
    answers = {}
    for name, (damage, _) in REFUSED.items():
        shutil.copytree(whole, kept)
        damage(kept)
        try:
            restore(kept, replace=True)
        except Refused as refused:
            answers[name] = str(refused)
        shutil.rmtree(kept, ignore_errors=True)

    expected = {name: words for name, (_, words) in REFUSED.items()}
    assert {name: expected[name] in answers[name] for name in answers} == dict.fromkeys(
        REFUSED, True
    )
    assert all(
        "なにも変えていません" in said or name == "nothing there" for name, said in answers.items()
    )
    assert (databases.look(), uploads()) == before
    assert examine(whole).uploads == 1


def test_what_holds_something_is_not_overwritten(kept: Path) -> None:
    with pytest.raises(CommandError, match="--replace を付けて"):
        call_command("restore", kept)
    with pytest.raises(CommandError, match="前の控えを上書きしないよう"):
        call_command("backup", kept)
    with pytest.raises(CommandError, match="控えが控え自身を写して"):
        call_command("backup", Path(settings.MEDIA_ROOT) / "kept")

    assert uploads() == {"documents/one": digest_of(kept / "uploads/documents/one")}


def test_half_a_backup_does_not_stay(tmp_path: Path, db: None, monkeypatch: Any) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Manifest, "write", full)

    with pytest.raises(CommandError, match="途中のものは消しました"):
        call_command("backup", tmp_path / "backups" / "kept")
    assert list((tmp_path / "backups").iterdir()) == []
    assert not BackupRun.objects.exists()


def test_only_the_newest_backups_are_kept(tmp_path: Path, db: None, capsys: Any) -> None:
    for name in ("2026-01-01T0200", "2026-01-02T0200", "2026-01-03T0200"):
        (tmp_path / name).mkdir()
        if name != "2026-01-02T0200":
            (tmp_path / name / SUMS).write_text("")

    call_command("backup", tmp_path, "--dated", "--keep", "2")

    assert [place.name for place in backups_in(tmp_path)][:1] == ["2026-01-03T0200"]
    assert len(backups_in(tmp_path)) == 2
    assert (tmp_path / "2026-01-02T0200").exists(), "of what is not whole nobody knows what it is"
    assert "古い控えを1個消しました" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_upload_that_comes_or_goes_around_the_snapshot_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the moment of the snapshot a document comes, after it another is thrown away."""
    group = make_group()
    earlier, take = add_document(group, 1), databases.take
    half = Path(settings.MEDIA_ROOT) / "half"
    half.write_bytes(b"half")

    def busy_moment(folder: Path, *, compress: bool) -> Any:
        add_document(group, 2)
        half.write_bytes(b"half and half")
        snapshot = take(folder, compress=compress)
        earlier.file.delete(save=False)
        return snapshot

    monkeypatch.setattr(databases, "take", busy_moment)
    taken = taking.take(tmp_path / "kept")

    assert (taken.manifest.missing, taken.manifest.uploads) == ([], 3)
    assert (taken.place / "uploads" / "half").read_bytes() == b"half and half"


@pytest.mark.django_db(transaction=True)
def test_upload_that_was_missing_before_is_told(tmp_path: Path, capsys: Any) -> None:
    document = add_document(make_group(), 1)
    Path(document.file.path).write_bytes(b"another")

    call_command("backup", tmp_path / "kept")

    assert (
        f"1個が、MEDIA_ROOT に元どおりにはありません（{document.file.name} など）"
        in capsys.readouterr().out
    )
