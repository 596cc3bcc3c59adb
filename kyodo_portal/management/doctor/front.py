"""What stands before the portal, and what its processes share."""

import uuid
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import caches

from kyodo_portal.management.doctor.looking import Finding, look_at, note, wrong
from kyodo_portal.web import seen_proxies

ENOUGH = 20
"""Requests from which on it is worth saying something."""


@look_at("キャッシュ")
def cache_answers() -> Iterator[Finding]:
    """What is written there is read again."""
    for name in ("default", "public"):
        key = mark = uuid.uuid4().hex
        try:
            caches[name].set(key, mark, 60)
            found = caches[name].get(key)
            caches[name].delete(key)
        except Exception as error:  # noqa: BLE001 -- each kind of cache has failures of its own
            found, why = None, type(error).__name__
        else:
            why = "書いたものを読めません"
        if found != mark:
            yield wrong(
                f"キャッシュにつながりません（{why}）。ログインの回数を数えること、公開を取り下げた画面をすぐ"
                "消すことが、できなくなります。",
                "CACHE_URL と、キャッシュのサーバー（Redis など）が動いているかを確かめてください。"
                "dbcache:// のときは、manage.py createcachetable を動かしてください。",
            )
            return


@look_at("前に立つプロキシ")
def proxies_are_known() -> Iterator[Finding]:
    seen, trusted = seen_proxies.lately(), settings.TRUSTED_PROXIES
    if settings.DEBUG or seen is None or seen.requests < ENOUGH:
        return
    mostly = seen.forwarded > seen.requests * 0.9
    if not trusted and mostly:
        yield wrong(
            "ほとんどの方がプロキシを通って来ていますが、TRUSTED_PROXIES が 0 です。だれからのアクセスかが"
            "分からず、ログインの失敗をみなさん合わせて数えてしまいます。",
            f"TRUSTED_PROXIES に、前に立つプロキシの数（{seen.fewest} のようです）を指定してください。",
        )
    elif trusted and not mostly:
        yield wrong(
            f"TRUSTED_PROXIES は {trusted} ですが、プロキシを通らずに来た方がいます"
            f"（{seen.requests:,}回のうち{seen.requests - seen.forwarded:,}回）。",
            "プロキシが X-Forwarded-For を付けているか、外からポータルの番号に直接つながらないかを"
            "確かめてください。",
        )
    elif trusted and seen.fewest < trusted:
        yield wrong(
            f"TRUSTED_PROXIES は {trusted} ですが、{seen.fewest} しか通っていない方がいます。名乗った"
            "アドレスを、そのまま信じてしまいます。",
            f"TRUSTED_PROXIES を {seen.fewest} にしてください。",
        )
    if trusted and seen.https < seen.requests * 0.9:
        yield note(
            "プロキシが、HTTPS で来た方だと伝えていません（X-Forwarded-Proto）。",
            "プロキシの設定に、X-Forwarded-Proto を付ける行を加えてください（deploy/nginx をご覧ください）。",
        )
