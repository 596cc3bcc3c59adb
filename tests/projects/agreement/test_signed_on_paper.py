"""A signature on paper counts from the day that stands on it."""

import datetime as dt
from copy import deepcopy

import pytest
from django.urls import reverse

from projects.agreement.terms import standing_of
from projects.models import Partner, Project, Signature
from tests.factories import make_project, sign_all, today
from tests.people import Cast, make_cast
from tests.projects.amending.acts import proposed

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


@pytest.mark.parametrize(
    ("typed", "days", "status"),
    [("", 0, 302), ("yesterday", -1, 302), ("tomorrow", None, 422), ("いつか", None, 422)],
)
def test_day_of_the_paper_is_the_day_of_the_signature(
    cast: Cast, typed: str, days: int | None, status: int
) -> None:
    project = make_project(departments=(cast.department,))
    partner = Partner.objects.create(project=project, name="登録のない会")
    written = {"yesterday": today() - DAY, "tomorrow": today() + DAY}.get(typed, typed)
    data = {
        "paper-digest": standing_of(project).digest,
        "paper-paper_for": partner.pk,
        "paper-signer_name": "会の代表",
        "paper-signed_on": str(written),
    }

    response = cast.browser("staff").post(reverse("projects:sign", args=[project.pk]), data)

    signed = [row.signed_at.astimezone().date() for row in Signature.objects.all()]
    assert response.status_code == status
    assert signed == ([] if days is None else [today() + days * DAY])
    if days is None:
        assert "会の代表" in response.content.decode()


def test_day_of_an_amendment_on_paper_is_kept_in_the_new_version(cast: Cast) -> None:
    project = make_project(status="active", signed=False, departments=(cast.department,))
    Partner.objects.create(project=project, name="登録のない会")
    sign_all(Project.objects.get(pk=project.pk))
    amendment = proposed(Project.objects.get(pk=project.pk), cast["staff"])
    (asked,) = amendment.unsigned
    data = {
        "paper_answer-digest": amendment.digest,
        "paper_answer-paper_for": asked.pk,
        "paper_answer-signer_name": "会の代表",
        "paper_answer-signed_on": str(today() - 3 * DAY),
    }
    address = reverse("projects:amendment_sign", args=[project.pk, amendment.number])

    response = cast.browser("staff").post(address, data)

    assert response.status_code == 302
    signature = Signature.objects.get(agreement__version=2, partner__isnull=False)
    assert signature.signed_at.astimezone().date() == today() - 3 * DAY
