"""What is told of groups to those who follow them."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from groups.models import FollowKind, Group, GroupField, NoticeKind, Offer, Place
from groups.notices import followable, personal
from groups.notices.followable import Followable
from groups.notices.unread import unread_messages
from kyodo_portal.publishing.news import NewsOf, Topic, register


def topics_of_groups(groups: Sequence[Group]) -> Mapping[int, Collection[Topic]]:
    """A group concerns those who follow it, or a field in which it is active."""
    found = {group.pk: {Topic(FollowKind.GROUP, group.pk)} for group in groups}
    fields = GroupField.objects.filter(group__in=found).values_list("group_id", "number")
    for pk, number in fields:
        found[pk].add(Topic(FollowKind.FIELD, number))
    return found


register(
    NewsOf(
        model=Group,
        public=Group.objects.public,
        topics=topics_of_groups,
        slug="groups",
        appeared=_("団体が登録されました"),
    )
)


def topics_of_offers(offers: Sequence[Offer]) -> Mapping[int, Collection[Topic]]:
    """An offer concerns those who follow its group."""
    return {offer.pk: {Topic(FollowKind.GROUP, offer.group_id)} for offer in offers}


register(
    NewsOf(
        model=Offer,
        public=Offer.objects.public,
        topics=topics_of_offers,
        slug="offers",
        appeared=_("団体からの提供が公開されました"),
    )
)

followable.register(
    Followable(FollowKind.GROUP, Group, Group.objects.visible_to),
    Followable(FollowKind.PLACE, Place, Place.objects.visible_to),
)

personal.register(NoticeKind.MESSAGES, unread_messages)
