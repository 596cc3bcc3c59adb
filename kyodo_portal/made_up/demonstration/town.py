"""The groups of the demonstration city, of every kind and in every status. All are made up."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from groups.actions.groups import apply_group
from groups.actions.renewal import renew_group
from groups.flows import GROUP_FLOW
from groups.models import Audience, ContactDetails, EligibilityAnswer, Group, Membership
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import MANAGERS, World, add_person, key_of
from kyodo_portal.made_up.demonstration.clock import When, at


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStory:
    """A group and what became of its application. `moves` are (day, move, words, due); `until` is the
    last day of its registration where that is not the usual one."""

    key: str
    name: str
    kana: str
    kind: str
    fields: tuple[int, ...]
    purpose: str
    activities: str
    area: str = "市内全域"
    members: int
    founded: tuple[int, int, int]
    message: str = ""
    recruiting: bool = False
    website: str = ""
    applied: When
    registered: When | None = None
    moves: tuple[tuple[When, str, str, When | None], ...] = ()
    until: When | None = None


def make_town(world: World, stories: tuple[GroupStory, ...]) -> None:
    """Every group applies by its manager, and is registered by the coordinator when its day came."""
    for number, story in enumerate(stories, start=1):
        world.groups[story.key] = _found(world, story, number)
    # Whoever speaks for the flower group has a companion, and the citizen reads along elsewhere.
    world_members = (("hana", "花岡 そよか（見本）"), ("books", "木陰 よみこ（見本）"))
    for key, name in world_members:
        person = add_person(world, f"member-{key}", name, password=world.people["group"].password)
        Membership.objects.create(user=person, group=world.groups[key], role="member")
    # A reviewer who belongs to a group: what they may not judge is theirs to see in the tour.
    Membership.objects.create(
        user=world.people["reviewer5"], group=world.groups["care"], role="member"
    )


def _found(world: World, story: GroupStory, number: int) -> Group:
    day = world.calendar
    if story.key not in MANAGERS:
        add_person(world, f"group-{story.key}", f"{story.name[:30]} 代表（見本）")
    group = Group(
        name=story.name,
        name_kana=story.kana,
        kind=story.kind,
        purpose=story.purpose,
        activities=story.activities,
        area=story.area,
        founded_on=day.day(story.founded),
        members_count=story.members,
        members_in_city_count=max(1, story.members * 4 // 5),
        website=story.website,
        message=story.message,
    )
    contact = ContactDetails(
        name=f"見本 {number}子",
        name_kana="ミホン コ",
        position="代表",
        postal_code="0000000",
        address=f"見本市見本町{number}-1",
        phone="000-0000-0000",
        email=f"{story.key}-kai@example.jp",
        phone_shown_to=(Audience.EVERYBODY, Audience.ACCOUNTS, Audience.CLOSED)[number % 3],
        email_shown_to=Audience.EVERYBODY if number % 2 == 0 else Audience.CLOSED,
    )
    with at(day.moment(story.applied)):
        group, _ = apply_group(
            by=world.manager_of(story.key),
            key=key_of(f"group/{story.key}"),
            group=group,
            numbers=story.fields,
            contact=contact,
            declared=[rule.key for rule in city().enabled_eligibility],
        )
    if story.registered is not None:
        with at(day.moment(story.registered)):
            _confirm(group)
            GROUP_FLOW.make("register", group, by=world.coordinator)
        _renew(world, story, group, contact)
    return group


def _renew(world: World, story: GroupStory, group: Group, contact: ContactDetails) -> None:
    """Shortly before each end of its registration, up to today or to where the group stopped."""
    stops = min(world.calendar.day(move[0]) for move in (*story.moves, (0, "", "", None)))
    while group.valid_until and group.valid_until < stops:
        with at(world.calendar.moment((group.valid_until - world.calendar.today).days - 20)):
            renew_group(by=world.manager_of(story.key), group=group, contact=contact)


def change_town(world: World, stories: tuple[GroupStory, ...]) -> None:
    """What became of groups later: sent back to be mended, at rest, gone. After everything they took
    part in."""
    for story in stories:
        for when, move, words, due in story.moves:
            with at(world.calendar.moment(when)):
                extra: dict[str, Any] = {} if due is None else {"due_on": world.calendar.day(due)}
                group = Group.objects.get(pk=world.groups[story.key].pk)
                GROUP_FLOW.make(move, group, by=world.coordinator, note=words, **extra)
        if story.until is not None:
            until = world.calendar.day(story.until)
            Group.objects.filter(pk=world.groups[story.key].pk).update(valid_until=until)


def _confirm(group: Group) -> None:
    EligibilityAnswer.objects.filter(group=group).update(
        confirmed=True, remark=f"書類で確認（{timezone.localdate():%Y-%m-%d}）"
    )
