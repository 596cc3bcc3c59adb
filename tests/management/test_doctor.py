"""What is wrong with an installation is told, each with what to do; a healthy one is told to be so."""

import datetime as dt
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from groups.accounts.demonstration import give_app
from groups.models import Department, GroupDocument, User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.backups import BackupKind, BackupRun
from kyodo_portal.life.clock import ROUTINES, RoutineRun
from kyodo_portal.management.commands.doctor import SUBJECTS
from kyodo_portal.management.doctor import machine
from kyodo_portal.management.doctor.looking import LOOKS
from kyodo_portal.post.outbox import queue
from kyodo_portal.search import SearchDocument
from kyodo_portal.search.making import SearchMaking, stamp
from kyodo_portal.web.seen_proxies import EVERY, KEY, NotesProxies, Seen
from tests.factories import make_group, make_user
from tests.post.smtp_server import smtp_server
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
SAFE = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 3600,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "DEBUG": False,
    "ALLOWED_HOSTS": ["kyodo.example.jp"],
    "BASE_URL": "https://kyodo.example.jp",
    "DEFAULT_FROM_EMAIL": "見本市 <kyodo@example.jp>",
    "TRUSTED_PROXIES": 1,
}


@pytest.fixture
def healthy(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An installation with nothing wrong; its mail server is given."""
    for name, value in SAFE.items():
        setattr(settings, name, value)
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    settings.MEDIA_ROOT.mkdir()
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # of the suite, for browsers
    monkeypatch.setattr(machine, "LEAST_FREE", 0)
    monkeypatch.setattr(machine, "LEAST_SHARE", 0)
    administrator = make_user("管理者", is_superuser=True)
    give_app(administrator)
    administrator.authenticator_set.update(data={"secret": "anothers"})
    make_group("つむぎ会")
    now = timezone.now()
    SearchMaking.objects.all().delete()
    SearchMaking.objects.create(stamp=stamp())
    BackupRun.objects.create(kind=BackupKind.TAKEN, place="/kept", version="0.1.0")
    RoutineRun.objects.create(key=next(iter(ROUTINES)), since=now.date(), last_run_at=now)
    with smtp_server() as server:
        settings.EMAIL_DELIVERY = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": server.port,
            "timeout": 5,
        }
        yield settings


def told(subject: str) -> str:
    return "\n".join(finding.what for finding in LOOKS[subject]())


def write_down(at: dt.datetime) -> None:
    AuditEntry.objects.create(
        action="group.try", target_model="groups.group", target_id=1, target_label="会", at=at
    )


def no_server(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_DELIVERY["port"] = free.getsockname()[1]


def no_cache(settings: Any) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        },
    }


def read_by_all(settings: Any) -> None:
    settings.MEDIA_ROOT = Path("/usr/share")


def missing_upload(_: Any) -> None:
    GroupDocument.objects.create(
        group=make_group(),
        title="規約",
        file="gone",
        original_name="a",
        content_type="a",
        size=1,
        sha256="0",
    )


def letter_waits(_: Any) -> None:
    queue(to="a@example.jp", subject="件名", body="本文", key="a", not_before=timezone.now() - HOUR)


def of_the_demonstration(_: Any) -> None:
    give_app(make_user("見本"))


def migrations(sql: str) -> Callable[[Any], None]:
    def change(_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return change


FORGOTTEN = "DELETE FROM django_migrations WHERE name = '0013_backups'"
LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('groups', '9999_later', '2030-01-01 00:00:00')"


def seen(**counts: int) -> Callable[[Any], None]:
    return lambda _: caches["public"].set(KEY, {**vars(Seen()), "requests": 100, **counts})


def change(name: str, value: Any) -> Callable[[Any], None]:
    return lambda settings: setattr(settings, name, value)


def late_release(_: Any) -> None:
    at = timezone.now() - HOUR
    make_call("遅れた募集", when="reviewing", release_at=at, release_set_by=make_user())


BROKEN: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "development": ("設定", change("DEBUG", True), "開発用の設定"),
    "no https": ("設定", change("BASE_URL", "http://kyodo.example.jp"), "http://"),
    "nobody's sender": ("設定", change("DEFAULT_FROM_EMAIL", "a <noreply@example.jp>"), "noreply@"),
    "unsafe cookies": ("Django の点検", change("SESSION_COOKIE_SECURE", False), "security.W012"),
    "no style": ("公開用のファイル", change("STATIC_ROOT", "/nowhere"), "/nowhere"),
    "not migrated": (
        "データベースの版",
        migrations(FORGOTTEN),
        "kyodo_portal.0013_backups など1件",
    ),
    "a newer database": ("データベースの版", migrations(LATER), "groups.9999_later"),
    "an old search": (
        "検索の索引",
        lambda _: SearchMaking.objects.update(stamp="old"),
        "いまの版のプログラムで作られたもの",
    ),
    "not found": ("検索の索引", lambda _: SearchDocument.objects.all().delete(), "索引には0件"),
    "no mail server": ("メール", no_server, "つながりません（断られました）"),
    "mail to the screen": (
        "メール",
        change("EMAIL_DELIVERY", {"backend": "kyodo_portal.post.outbox.ConsoleBackend"}),
        "だれにも届いていません",
    ),
    "nobody carries": ("送信待ちのメール", letter_waits, "送られていないメール"),
    "nobody seals": (
        "操作の記録の封印",
        lambda _: write_down(timezone.now() - HOUR),
        "封印を待つ記録",
    ),
    "a name nobody can read": (
        "課の名前の読み",
        lambda _: Department.objects.create(name="道路公園課"),
        "フリガナのない課が1あります（道路公園課 など）",
    ),
    "no clock": ("時刻で動くこと", lambda _: RoutineRun.objects.all().delete(), "まだ一度も"),
    "a late release": ("決定の公表", late_release, "募集「遅れた募集」の決定は"),
    "no cache": ("キャッシュ", no_cache, "つながりません（ConnectionError）"),
    "an unknown proxy": (
        "前に立つプロキシ",
        lambda settings: (change("TRUSTED_PROXIES", 0)(settings), seen(forwarded=100)(settings)),
        "TRUSTED_PROXIES が 0",
    ),
    "past the proxy": ("前に立つプロキシ", seen(forwarded=50, https=100), "100回のうち50回"),
    "one too many": (
        "前に立つプロキシ",
        lambda settings: (
            change("TRUSTED_PROXIES", 2)(settings),
            seen(forwarded=100, fewest=1, https=100)(settings),
        ),
        "1 しか通っていない",
    ),
    "no https told": (
        "前に立つプロキシ",
        seen(forwarded=100, fewest=1),
        "HTTPS で来た方だと伝えていません",
    ),
    "a clock behind": (
        "時計",
        lambda _: write_down(timezone.now() + HOUR),
        "この機械の時計が遅れている",
    ),
    "a full disk": (
        "ディスク",
        lambda _: setattr(machine, "LEAST_SHARE", 2),
        "GB しかありません",
    ),
    "read by all": ("ファイルの権限", read_by_all, "だれでも読めます"),
    "never kept": ("控え", lambda _: BackupRun.objects.all().delete(), "まだ一度も取られて"),
    "kept long ago": (
        "控え",
        lambda _: BackupRun.objects.update(at=timezone.now() - 40 * HOUR),
        "古くなっています",
    ),
    "an upload is gone": ("アップロードされたファイル", missing_upload, "1個が"),
    "no administrator": (
        "システム管理者",
        lambda _: User.objects.update(is_superuser=False),
        "まだいません",
    ),
    "the demonstration": ("見本のアカウント", of_the_demonstration, "1個、使えるままです"),
}


def test_healthy_installation_is_told_to_be_so(healthy: Any, capsys: Any) -> None:
    call_command("doctor")

    said = capsys.readouterr().out.splitlines()
    of_sqlite = ["△ 設定"] * (connection.vendor == "sqlite")
    of_sample = ["△ 市の設定ファイル"]  # the suite's city is a sample
    assert [line.split("：")[0] for line in said if line.startswith(("×", "△"))] == [
        *of_sample,
        *of_sqlite,
    ]
    assert said[-1].startswith("直すことは、ありません")


def test_each_broken_installation_is_told(healthy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for name, (subject, damage, _) in BROKEN.items():
        kept = {
            key: getattr(healthy, key) for key in (*SAFE, "STATIC_ROOT", "MEDIA_ROOT", "CACHES")
        }
        mail = dict(healthy.EMAIL_DELIVERY)
        with transaction.atomic():
            damage(healthy)
            found[name] = told(subject)
            transaction.set_rollback(True)
        monkeypatch.setattr(machine, "LEAST_SHARE", 0)
        for key, value in (*kept.items(), ("EMAIL_DELIVERY", mail)):
            setattr(healthy, key, value)
        caches["public"].delete(KEY)

    assert {name: BROKEN[name][2] in said for name, said in found.items()} == dict.fromkeys(
        BROKEN, True
    ), found


def test_wrong_installation_ends_the_command_with_one(healthy: Any, capsys: Any) -> None:
    BackupRun.objects.all().delete()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    assert "× 控え：控えが、まだ一度も取られていません。" in capsys.readouterr().out


def test_look_that_fails_is_told_and_stops_no_other(
    healthy: Any, monkeypatch: Any, capsys: Any
) -> None:
    def broken() -> Any:
        raise RuntimeError

    monkeypatch.setitem(LOOKS, "時計", broken)
    monkeypatch.setattr(broken, "__module__", machine.__name__)

    with pytest.raises(SystemExit):
        call_command("doctor")
    said = capsys.readouterr().out
    assert "× 時計：調べている途中で止まりました（RuntimeError）。" in said
    assert "○ ディスク" in said


@pytest.mark.once
def test_every_file_of_looks_is_asked() -> None:
    there = {path.stem for path in Path(machine.__file__).parent.glob("*.py")}

    assert {module.__name__.rpartition(".")[2] for module in SUBJECTS} == there - {
        "__init__",
        "looking",
    }


@pytest.mark.once
def test_proxies_are_noted_and_nobody_is_believed(rf: Any) -> None:
    asked = NotesProxies(lambda request: request.META["REMOTE_ADDR"])
    asked.seen.told_at -= EVERY

    for names in ("192.0.2.1, 192.0.2.2", "192.0.2.3", ""):
        head = {"HTTP_X_FORWARDED_FOR": names} if names else {}
        asked.seen.told_at -= EVERY + 1
        answer = asked(rf.get("/", **head, HTTP_X_FORWARDED_PROTO="https"))
        assert answer == "127.0.0.1"
    asked(rf.get("/healthz"))

    noted = caches["public"].get(KEY)
    assert (noted["requests"], noted["forwarded"], noted["fewest"], noted["https"]) == (3, 2, 1, 3)
