"""Notices by mail: each person is told of what is new since they were last told, as often as they chose.

May be run at any time and by several workers: who has been told is marked in the transaction in which
the letter is queued, and the letter's key names the person and the moment.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from groups.models import Frequency, NoticeKind, NoticePreference, User
from groups.notices.digest import Digest
from groups.notices.gathering import News, Part, follows_of, names_of, personal_parts, sorted_for
from groups.notices.personal import BY_LETTER
from kyodo_portal.cities import city
from kyodo_portal.life.clock import Tick
from kyodo_portal.post.outbox import queue_all
from kyodo_portal.writing.locks import all_locked

GRACE = dt.timedelta(minutes=2)
"""What was done in the last moments may not be stored yet; it is told the next time."""

AT_MOST = dt.timedelta(days=60)
"""Nobody is told of older things, however long the portal stood still."""

BATCH = 500


def due_at(frequency: str, now: dt.datetime) -> dt.datetime:
    """The latest moment up to which those who chose this are told: at once means this one."""
    if frequency == Frequency.AT_ONCE:
        return now
    local = timezone.localtime(now)
    days = city().notices.weekday - local.isoweekday() if frequency == Frequency.WEEKLY else 0
    moment = local.replace(hour=city().notices.hour, minute=0, second=0, microsecond=0)
    moment += dt.timedelta(days=days)
    if moment > local:
        moment -= dt.timedelta(days=7 if frequency == Frequency.WEEKLY else 1)
    return moment


def send_notices(tick: Tick) -> int:
    """Queue what is due; how many letters these are."""
    now = tick.now - GRACE
    return sum(
        _send(frequency, due_at(frequency, now), now)
        for frequency in (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY)
    )


def _send(frequency: str, until: dt.datetime, now: dt.datetime) -> int:
    waiting = NoticePreference.objects.filter(frequency=frequency, told_until__lt=until)
    if frequency == Frequency.AT_ONCE:
        waiting = waiting.exclude(kind__in=BY_LETTER)
    readers = User.objects.active().confirmed()
    ids = sorted(set(waiting.filter(user__in=readers).values_list("user_id", flat=True)))
    first = waiting.filter(user__in=readers).order_by("told_until").first()
    if first is None:
        return 0
    news = News(max(first.told_until, now - AT_MOST), until)
    sent = 0
    for start in range(0, len(ids), BATCH):
        rows = all_locked(waiting.filter(user__in=ids[start : start + BATCH]))
        sent += _tell(rows, news, f"notices.{frequency}:{until.isoformat()}")
    return sent


def _tell(rows: list[NoticePreference], news: News, key: str) -> int:
    """Write one batch of letters: the queries do not grow with the people."""
    parts = _parts(rows, news)
    people = User.objects.in_bulk(parts.keys())
    kinds: dict[int, list[str]] = {}
    for row in rows:
        kinds.setdefault(row.user_id, []).append(row.kind)
    digests = [
        Digest(people[user_id], told, kinds[user_id], news.until) for user_id, told in parts.items()
    ]
    queue_all(digest.draft(key) for digest in digests)
    NoticePreference.objects.filter(pk__in=[row.pk for row in rows]).update(told_until=news.until)
    return len(digests)


def _parts(rows: Iterable[NoticePreference], news: News) -> dict[int, list[Part]]:
    """What each person is told; nobody who is told nothing is in it."""
    told: dict[int, list[Part]] = {}
    followers = {row.user_id: row.told_until for row in rows if row.kind == NoticeKind.FOLLOWED}
    follows = follows_of(followers.keys()) if news.items else {}
    names = names_of([each for mine in follows.values() for each in mine])
    for user_id, mine in follows.items():
        told[user_id] = sorted_for(mine, names, news, since=followers[user_id])
    for kind in {row.kind for row in rows} - {NoticeKind.FOLLOWED.value}:
        since = {row.user_id: row.told_until for row in rows if row.kind == kind}
        for user_id, parts in personal_parts(kind, since.keys(), news.since, news.until).items():
            fresh = [
                Part(part.kind, part.name, [i for i in part.items if i.at > since[user_id]])
                for part in parts
            ]
            told.setdefault(user_id, []).extend(part for part in fresh if part.items)
    return {user_id: parts for user_id, parts in told.items() if parts}
