"""A round is prepared in the admin: what stays once opinions are taken, and a deadline that only moves later."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kyodo_portal.cities import city
from proposals.models import OpinionRound, OpinionWriterDetails
from tests.factories import make_department, make_staff
from tests.proposals.opinions.factories import make_round, make_submission
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db


def officer_of(round_: OpinionRound) -> Client:
    client = Client()
    client.force_login(make_staff(round_.department))
    return client


def change(round_: OpinionRound) -> str:
    return reverse("admin:proposals_opinionround_change", args=[round_.pk])


def fields_of(client: Client, address: str) -> dict[str, Any]:
    forms = forms_in(client.get(address), address)
    return next(dict(each.fields) for each in forms if "summary" in each.fields)


def closing(moment: dt.datetime) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {"closes_at_0": f"{local:%Y-%m-%d}", "closes_at_1": f"{local:%H:%M}"}


def test_deadline_is_only_made_longer_and_everybody_reads_that_it_was() -> None:
    round_ = make_round()
    client, before = officer_of(round_), round_.closes_at
    fields = fields_of(client, change(round_))
    day = dt.timedelta(days=1)
    make_submission(round_)

    shorter = client.post(change(round_), {**fields, **closing(before - day)})
    round_.refresh_from_db()
    stood = round_.closes_at
    client.post(change(round_), {**fields, **closing(before + day)})

    round_.refresh_from_db()
    assert "締切を早めることはできません" in shorter.content.decode()
    assert stood == before
    assert round_.closes_at == (before + day).replace(second=0, microsecond=0)
    known_until = OpinionWriterDetails.objects.get().forget_on
    last = timezone.localdate(round_.closes_at)
    assert known_until == last + dt.timedelta(days=city().opinions.forget_days)
    assert "募集の期間を延ばしました" in Client().get(round_.get_absolute_url()).content.decode()


@pytest.mark.parametrize("because", ["", "大雨のあとで、急ぐため。"])
def test_what_is_announced_becomes_short_only_with_its_reason(because: str) -> None:
    round_ = make_round(when="announced")
    client, before = officer_of(round_), round_.closes_at
    short = closing(round_.opens_at + dt.timedelta(days=2))

    fields = {**fields_of(client, change(round_)), **short, "shorter_because": because}
    answer = client.post(change(round_), fields)

    round_.refresh_from_db()
    assert ("短い理由を書いてください" in answer.text) is (not because)
    assert (round_.closes_at == before) is (not because)


@pytest.mark.parametrize(
    ("when", "open_fields"),
    [
        ("announced", {"title", "opens_at_0", "writers", "closes_at_0", "sections-0-text"}),
        ("open", {"closes_at_0"}),
        ("closed", set()),
    ],
)
def test_what_people_write_about_stays(when: str, open_fields: set[str]) -> None:
    round_ = make_round(when=when)
    client = officer_of(round_)
    asked = {"title", "opens_at_0", "writers", "closes_at_0", "sections-0-text"}

    shown = client.get(change(round_)).content.decode()

    assert {name for name in asked if f'name="{name}"' in shown} == open_fields
    assert city().opinion_writer("resident").name in shown


def test_new_round_asks_all_who_may_unless_told_otherwise() -> None:
    client = officer_of(make_round())

    form = client.get(reverse("admin:proposals_opinionround_add")).context["adminform"].form

    assert form["writers"].value() == [kind.code for kind in city().opinion_writers_on]


def test_department_of_another_round_is_not_offered() -> None:
    office = make_department("別の課")
    client = officer_of(make_round())

    form = client.get(reverse("admin:proposals_opinionround_add")).context["adminform"].form

    assert office not in form.fields["department"].queryset
