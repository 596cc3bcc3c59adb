"""Who takes part in a made-up city: departments, groups, and the one account that wrote it all."""

import datetime as dt
from random import Random

from django.utils import timezone

from groups.models import Department, Group, GroupField, GroupStatus, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import SUBJECTS, Words, office

DEPARTMENTS = 30
WRITER = "fill@example.jp"


def writer() -> User:
    """The account that stands as author of what is made. Nobody can sign in with it."""
    found = User.objects.filter(email=WRITER).first()
    if found is None:
        found = User.objects.create_user(WRITER, display_name="見本の入力係", is_active=False)
    return found


def departments() -> list[Department]:
    """The thirty departments, made where they are not there yet."""
    names = [office(number) for number in range(DEPARTMENTS)]
    Department.objects.bulk_create(
        [
            Department(name=name, name_kana=kana, duties="大きさを測るための、見本の課です。")
            for name, kana in names
        ],
        ignore_conflicts=True,
    )
    return list(Department.objects.filter(name__in=[name for name, _ in names]).order_by("name"))


def make_groups(rng: Random, number: int, *, by: User, batch: int) -> list[Group]:
    """So many groups with one to three fields each; one of thirty is dormant."""
    words = Words(rng)
    groups, fields = [], []
    for index in range(number):
        subject = rng.choice(SUBJECTS)
        name, kana = words.group_name(subject)
        place, _ = words.place()
        members = rng.randint(5, 200)
        group = Group(
            name=name,
            name_kana=kana,
            kind=rng.choice([each.code for each in city().group_kinds_on]),
            purpose=words.sentences(2, place, subject[0]),
            activities=words.sentences(4, place, subject[0]),
            area=place,
            founded_on=dt.date(rng.randint(1980, 2024), rng.randint(1, 12), 1),
            members_count=members,
            members_in_city_count=rng.randint(1, members),
            message=f"{subject[0]}を一緒に進める仲間を待っています。",
            status=GroupStatus.DORMANT if index % 30 == 29 else GroupStatus.REGISTERED,
            registered_at=timezone.now() - dt.timedelta(days=rng.randint(1, 5000)),
            created_by=by,
        )
        groups.append(group)
        numbers = {
            subject[2],
            *rng.sample([each.number for each in city().fields_on], rng.randint(0, 2)),
        }
        fields += [GroupField(group=group, number=number) for number in sorted(numbers)]
    Group.objects.bulk_create(groups, batch_size=batch)
    GroupField.objects.bulk_create(fields, batch_size=batch)
    return groups
