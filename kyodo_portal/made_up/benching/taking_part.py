"""The pages by which people take part, and those of somebody who speaks for a group."""

from django.urls import reverse
from django.utils.http import urlencode

from groups.models import Membership, MembershipRole, Place
from kyodo_portal.made_up.benching.page import PLAIN_DETAIL, PLAIN_LIST, Page
from projects.models import Event, HelpWanted, LectureRequest
from proposals.models import Concern, OpinionRound, OpinionRoundStatus

LIST, NARROWED, DETAIL = (1.5, 1.6, 1.8), (2.0, 2.2, 3.0), (4.0, 4.0, 4.0)
OF_SOMEBODY = 29
"""Queries that a page may ask on which somebody has signed in: five of them ask who it is."""


def pages_of_taking_part() -> list[Page]:
    """Lists, calendar and records, as far as the database has them."""
    lists = [
        Page("参加できる日", reverse("events:list"), PLAIN_LIST, NARROWED, 9),
        Page(
            "参加できる日（月の表）",
            f"{reverse('events:list')}?{urlencode({'view': 'month'})}",
            PLAIN_LIST,
            NARROWED,
            9,
        ),
        Page("手伝いの募集の一覧", reverse("help_wanted:list"), PLAIN_LIST, NARROWED, 9),
        Page("サポーターの一覧", reverse("supporters:list"), PLAIN_LIST, NARROWED, 9),
        Page("場所の一覧", reverse("places:list"), PLAIN_LIST, NARROWED, 9),
        Page("地域の困りごとの一覧", reverse("concerns:list"), PLAIN_LIST, NARROWED, 9),
        Page("意見募集の一覧", reverse("opinions:list"), PLAIN_LIST, NARROWED, 9),
    ]
    event = Event.objects.public().coming().exclude(project=None).first()
    place = Place.objects.filter(is_public=True, events__isnull=False).first()
    concern = Concern.objects.public().order_by("-people", "-pk").first()
    answered = OpinionRound.objects.filter(status=OpinionRoundStatus.ANSWERED).first()
    records = [
        ("催しのページ", event),
        ("場所のページ", place),
        ("困りごとのページ", concern),
        ("意見募集の結果", answered),
    ]
    return [
        *lists,
        *(
            Page(name, record.get_absolute_url(), PLAIN_DETAIL, DETAIL, 12)
            for name, record in records
            if record is not None
        ),
        *_of_somebody(),
        *_of_who_asked(),
    ]


def _of_who_asked() -> list[Page]:
    """What becomes of a lecture that somebody asked for, as they read it."""
    asked = LectureRequest.objects.filter(status="reported").exclude(user=None).first()
    if asked is None:
        return []
    address = asked.get_absolute_url()
    return [Page("出前講座の申込み", address, queries=OF_SOMEBODY, person=asked.user_id)]


def _of_somebody() -> list[Page]:
    """My page, and who fits what is wanted: of the representative of a group that wants help."""
    places = Membership.objects.running().filter(role=MembershipRole.REPRESENTATIVE)
    wanted = HelpWanted.objects.taking().filter(group__in=places.values("group")).first()
    if wanted is None:
        return []
    person = places.get(group=wanted.group_id).user_id
    return [
        Page("マイページ（団体の代表）", reverse("my"), queries=OF_SOMEBODY, person=person),
        Page(
            "募集に合うサポーター",
            reverse("help_wanted:supporters", args=[wanted.pk]),
            queries=OF_SOMEBODY,
            person=person,
        ),
    ]
