"""Messages that wait to be read, for those who are not told of each as it comes."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from groups.models import Thread, User
from kyodo_portal.publishing.news import Item


def unread_messages(
    user_ids: Collection[int], since: dt.datetime, until: dt.datetime
) -> Mapping[int, Iterable[Item]]:
    """The threads with something unread that came in this time. Asked person by person: whose a thread
    is follows from their groups and departments, and few choose to be told so."""
    people = User.objects.with_places().filter(pk__in=user_ids)
    return {
        person.pk: [
            Item(thread.last_word_at, _("メッセージが届きました"), str(thread), thread, frozenset())
            for thread in Thread.objects.visible_to(person)
            .unread_by(person)
            .filter(last_word_at__gt=since, last_word_at__lte=until)
        ]
        for person in people
    }
