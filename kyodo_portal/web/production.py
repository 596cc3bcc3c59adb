"""What has to be right before citizens are served: asked by `serve` when it starts, and by
`manage.py check --deploy`.

Each function returns one line in Japanese that says what is wrong and what to do; nothing where
nothing is wrong.
"""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import Error as DatabaseError
from django.db import connection


def fault_of_serving(processes: int) -> str:
    """The first thing for which `serve` refuses to start, with so many processes."""
    faults = (fault_of_proxies(), fault_of_cache(), fault_of_processes(processes))
    return next(filter(None, faults), "")


def fault_of_proxies() -> str:
    """Nobody is believed about HTTPS: every page would lead to itself, for ever."""
    if settings.DEBUG or settings.TRUSTED_PROXIES:
        return ""
    return (
        "TRUSTED_PROXIES: 本番では、HTTPS を受け持つプロキシの数を指定してください（nginx が一つなら 1）。"
        "0 のままでは、どのページも自分自身へ転送され続けます。"
    )


def fault_of_cache() -> str:
    """The cache that all processes share does not answer, or its table is not there."""
    shared = caches["public"]
    if isinstance(shared, BaseDatabaseCache):
        kept: Any = shared
        return _fault_of_table(kept._table)
    try:
        shared.get("is-anybody-there")
    except Exception as error:  # noqa: BLE001 -- whatever keeps the cache away, it is away
        return (
            f"CACHE_URL: 共有のキャッシュにつながりません（{type(error).__name__}）。"
            "アドレスと、キャッシュのサーバーが動いていることを確かめてください。"
        )
    return ""


def _fault_of_table(table: str) -> str:
    try:
        known = connection.introspection.table_names()
    except DatabaseError:
        return ""  # the database is away, which every page says by itself
    if table in known:
        return ""
    return f"CACHE_URL: 表「{table}」がありません。manage.py createcachetable で作ってください。"


def fault_of_processes(processes: int) -> str:
    """Several processes without what they have to share."""
    if processes == 1:
        return ""
    if isinstance(caches["default"], LocMemCache):
        return (
            "--processes: 二つ以上のプロセスには、共有のキャッシュが必要です。"
            "CACHE_URL に redis://ホスト:6379/0 などを指定してください。"
        )
    if connection.vendor == "sqlite":
        return (
            "--processes: SQLite で動かせるプロセスは一つです。"
            "二つ以上にするときは、DATABASE_URL に PostgreSQL を指定してください。"
        )
    return ""


def fault_of_mail() -> str:
    """Letters are written to the terminal, or to a folder, where nobody gets them."""
    if settings.EMAIL_DELIVERY["backend"].endswith("smtp.EmailBackend"):
        return ""
    return (
        "EMAIL_URL: メールが相手に届かない設定です（consolemail か filemail）。"
        "smtp+tls://利用者:パスワード@ホスト:587 の形で、送信するサーバーを指定してください。"
    )
