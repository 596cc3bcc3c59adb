"""What my page shows of notices: the same news as the letters tell, and up to where it was read."""

import datetime as dt
from dataclasses import dataclass

from groups.models import NoticeKind, NoticePreference, User
from groups.notices.gathering import News, follows_of, names_of, personal_parts, sorted_for
from groups.notices.personal import BY_LETTER
from kyodo_portal.publishing.news import Item
from kyodo_portal.words.languages import Words

DAYS = dt.timedelta(days=30)
"""How far back the page of notices looks."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as a page shows it: because of what it is there, and whether it was read."""

    item: Item
    kind: Words
    name: Words
    is_new: bool


def notices_of(user: User, now: dt.datetime) -> list[Notice]:
    """Somebody's notices of the last days, the newest first; nothing is read for who follows nothing."""
    follows = follows_of([user.pk]).get(user.pk, [])
    since = now - DAYS
    parts = []
    if follows:
        parts = sorted_for(follows, names_of(follows), News(since, now), since=since)
    for kind in set(NoticeKind.values) - BY_LETTER:  # messages have a list of their own
        parts += personal_parts(kind, [user.pk], since, now).get(user.pk, [])
    if not parts:
        return []
    mine = NoticePreference.objects.filter(user=user, kind=NoticeKind.FOLLOWED)
    read = mine.values_list("read_until", flat=True).first() or since
    notices = [
        Notice(item, part.kind, part.name, item.at > read) for part in parts for item in part.items
    ]
    return sorted(notices, key=lambda notice: notice.item.at, reverse=True)
