"""The settings, and what Django itself finds in them."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connection

from kyodo_portal.management.doctor.looking import Finding, look_at, note, wrong

TOLD_BETTER = {"kyodo_portal.E002", "kyodo_portal.W003"}
"""Findings of which the looks at the cache and at the mail say more."""


@look_at("設定")
def settings_are_for_production() -> Iterator[Finding]:
    if settings.DEBUG:
        yield note(
            "開発用の設定（DEBUG=1）で動いています。",
            "市民が使うポータルでは、DEBUG を外し、README の「設定」の必須のものを指定してください。",
        )
        return
    if connection.vendor == "sqlite":
        yield note(
            "データベースは SQLite です。",
            "プロセス一つで、小さな市なら使えます。人が増える前に PostgreSQL（DATABASE_URL）に移してください。",
        )
    if settings.BASE_URL.startswith("http://"):
        yield wrong(
            "ポータルのアドレス（BASE_URL）が http:// です。パスワードがそのまま流れます。",
            "プロキシに証明書を入れ、BASE_URL を https:// から始まるアドレスにしてください。",
        )
    if not settings.DEFAULT_FROM_EMAIL or "noreply@" in settings.DEFAULT_FROM_EMAIL:
        yield note(
            f"メールの差出人が {settings.DEFAULT_FROM_EMAIL} です。返信がどこにも届きません。",
            "DEFAULT_FROM_EMAIL に、協働担当が読めるアドレスを指定してください。",
        )


@look_at("Django の点検")
def django_finds_nothing() -> Iterator[Finding]:
    """What `manage.py check --deploy` finds; development is no place to go live from."""
    found = checks.run_checks(
        include_deployment_checks=not settings.DEBUG, databases=[DEFAULT_DB_ALIAS]
    )
    for message in found:
        if message.level >= checks.WARNING and message.id not in TOLD_BETTER:
            said = " ".join(f"{message.msg} {message.hint or ''}".split())
            finding = wrong if message.level >= checks.ERROR else note
            yield finding(
                f"{message.id}：{said}",
                "manage.py check --deploy でも同じことが出ます。言われた設定を直してください。",
            )


@look_at("公開用のファイル")
def static_files_are_collected() -> Iterator[Finding]:
    root = Path(settings.STATIC_ROOT)
    if not settings.DEBUG and not any(root.glob("*.json")):
        yield wrong(
            f"スタイルシートや画像が、{root} に集められていません。",
            "manage.py collectstatic --noinput を動かしてください（serve は、始めるときに自分で動かします）。",
        )
