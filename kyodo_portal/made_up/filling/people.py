"""The people of a made-up city: supporters, some of whom speak for its groups, answer what is asked for, and
are asked themselves."""

import datetime as dt
from collections.abc import Sequence
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from groups.models import (
    Group,
    Membership,
    MembershipRole,
    Supporter,
    SupporterAudience,
    SupporterField,
    User,
)
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import SUBJECTS
from kyodo_portal.words import week
from projects.models import AnswerStatus, HelpAnswer, HelpRequest, HelpStatus, HelpWanted

DOMAIN = "fill.example.jp"
CAN = (
    "{}のある日に手を貸せます",
    "{}の写真を撮れます",
    "{}のちらしを書けます",
    "{}の道具を運べます",
)

ANSWERED_BY = {
    HelpStatus.PARTLY: AnswerStatus.ACCEPTED,
    HelpStatus.THANKED: AnswerStatus.DONE,
    HelpStatus.ANSWERED: AnswerStatus.OFFERED,
}
"""As what somebody's answer stands, where what is asked for has come so far."""


def make_supporters(rng: Random, number: int, *, batch: int) -> list[User]:
    """So many people who offer help, each at some times of the week and in two fields; three of five let
    everybody see it. Nobody can sign in as one of them."""
    already = User.objects.filter(email__endswith=f"@{DOMAIN}").count()
    people = User.objects.bulk_create(
        [
            User(
                email=f"supporter{already + index}@{DOMAIN}",
                display_name=f"見本の人{already + index}",
                password=make_password(None),
                confirmed_at=timezone.now(),
            )
            for index in range(number)
        ],
        batch_size=batch,
    )
    today, districts = timezone.localdate(), [each.code for each in city().districts] or [""]
    audiences = [SupporterAudience.EVERYBODY] * 3 + [SupporterAudience.GROUPS] * 2
    supporters = [
        Supporter(
            user=person,
            public_name=f"手伝い{already + index}",
            text=rng.choice(CAN).format(rng.choice(SUBJECTS)[0]),
            times=week.times_of(rng.sample(range(week.SLOTS), 4)),
            district=rng.choice(["", *districts]),
            audience=rng.choice(audiences),
            is_resting=rng.random() < 1 / 20,
            valid_until=today + dt.timedelta(days=rng.randint(-5, 360)),
        )
        for index, person in enumerate(people)
    ]
    Supporter.objects.bulk_create(supporters, batch_size=batch)
    SupporterField.objects.bulk_create(
        [
            SupporterField(supporter=each, number=number)
            for each in supporters
            for number in rng.sample(range(1, 20), 2)
        ],
        batch_size=batch,
    )
    return people


def make_representatives(people: Sequence[User], groups: Sequence[Group], *, batch: int) -> None:
    """Each group is spoken for by one of these people, in turn."""
    Membership.objects.bulk_create(
        [
            Membership(
                group=group,
                user=people[index % len(people)],
                role=MembershipRole.REPRESENTATIVE,
            )
            for index, group in enumerate(groups)
        ],
        batch_size=batch,
    )


def make_answers(rng: Random, people: Sequence[User], *, batch: int) -> dict[str, int]:
    """An answer to everything that has one so far, and somebody asked for every third that is open. How many
    of both."""
    wanted = list(
        HelpWanted.objects.filter(answers=None, requests=None).order_by("pk").only("status")
    )
    answers = [
        HelpAnswer(
            help_wanted=each,
            user=rng.choice(people),
            message="お手伝いします。",
            status=ANSWERED_BY[HelpStatus(each.status)],
            decided_at=timezone.now() if each.status != HelpStatus.ANSWERED else None,
        )
        for each in wanted
        if each.status in ANSWERED_BY
    ]
    requests = [
        HelpRequest(
            help_wanted=each,
            user=(person := rng.choice(people)),
            public_name=person.display_name,
            words="土曜の午前にお願いできますか。",
        )
        for each in [each for each in wanted if each.status == HelpStatus.OPEN][::3]
    ]
    HelpAnswer.objects.bulk_create(answers, batch_size=batch)
    HelpRequest.objects.bulk_create(requests, batch_size=batch)
    return {"手伝いの申し出": len(answers), "サポーターへの頼みごと": len(requests)}
