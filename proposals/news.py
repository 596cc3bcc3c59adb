"""What is told of calls, rounds of opinions and concerns: to those who saved conditions of their list, or follow
a field."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from groups.models import FollowKind
from groups.notices import followable
from groups.notices.followable import Followable
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.publishing.news import NewsOf, Topic, register
from proposals.models import Call, Concern, OpinionRound


def topics_of_calls(calls: Sequence[Call]) -> Mapping[int, Collection[Topic]]:
    """A call belongs to no group, project or field; it can be followed itself."""
    return {call.pk: [Topic(FollowKind.CALL, call.pk)] for call in calls}


def topics_of_rounds(rounds: Sequence[OpinionRound]) -> Mapping[int, Collection[Topic]]:
    """A round belongs to no group, project or field."""
    return {round_.pk: () for round_ in rounds}


register(
    NewsOf(
        model=Call,
        public=lambda: Call.objects.visible_to(EVERYBODY),
        topics=topics_of_calls,
        slug="calls",
        appeared=_("募集が始まりました"),
    ),
    NewsOf(
        model=OpinionRound,
        public=lambda: OpinionRound.objects.visible_to(EVERYBODY),
        topics=topics_of_rounds,
        slug="opinions",
        appeared=_("意見募集が始まりました"),
    ),
)


def topics_of_concerns(concerns: Sequence[Concern]) -> Mapping[int, Collection[Topic]]:
    """A concern belongs to the field that its writer named."""
    return {
        concern.pk: [Topic(FollowKind.FIELD, concern.field)] if concern.field is not None else ()
        for concern in concerns
    }


register(
    NewsOf(
        model=Concern,
        public=Concern.objects.public,
        topics=topics_of_concerns,
        slug="concerns",
        appeared=_("地域の困りごとが公開されました"),
    )
)

followable.register(Followable(FollowKind.CALL, Call, Call.objects.visible_to))
