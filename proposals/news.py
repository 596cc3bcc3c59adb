"""What is told of calls: to those who saved conditions of their list."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.publishing.news import NewsOf, Topic, register
from proposals.models import Call


def topics_of_calls(calls: Sequence[Call]) -> Mapping[int, Collection[Topic]]:
    """A call belongs to no group, project or field."""
    return {call.pk: () for call in calls}


register(
    NewsOf(
        model=Call,
        public=lambda: Call.objects.visible_to(EVERYBODY),
        topics=topics_of_calls,
        slug="calls",
        appeared=_("募集が始まりました"),
    )
)
