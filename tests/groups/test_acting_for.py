"""Who speaks for two groups says for which, and every form says for whom one writes."""

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import GroupDocument, Membership, User
from kyodo_portal.files.uploads import check_attachment
from projects.models import Event, Update
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project, make_user
from tests.groups.factories import a_pdf
from tests.projects.events import make_event
from tests.projects.factories import add_update
from tests.projects.helping import make_answer, make_help, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    user = make_user("二つの会の人")
    client.force_login(user)
    return user


def said(name: str) -> str:
    return f"<strong>「{name}」として</strong>書いています。"


def test_every_form_says_for_whom_one_writes(client: Client, person: User) -> None:
    group = make_group("花の会", managers=(person,))
    department = make_department("みどり課")
    active = make_project(groups=(group,), departments=(department,), status="active")
    update = add_update(active, person)
    Update.objects.filter(pk=update.pk).update(side="group", side_label=group.name)
    done = make_project(groups=(group,), departments=(department,), status="completed")
    evaluation = make_evaluation(done)
    event = make_event(group=group)
    wanted = make_help(group)
    offered = make_answer(wanted, make_user())
    question = make_question(active, make_user())
    pages = {
        "a report": reverse("projects:update_create", args=[active.pk]),
        "its correction": reverse("projects:update_edit", args=[active.pk, update.pk]),
        "a sheet": reverse("evaluations:sheet", args=[evaluation.pk]),
        "the sheet once more": reverse("evaluations:sheet", args=[evaluation.pk]) + "?check=1",
        "an event": reverse("events:edit", args=[event.pk]),
        "help wanted": reverse("help_wanted:create", args=["group", group.pk]),
        "its change": reverse("help_wanted:edit", args=[wanted.pk]),
        "an answer to an offer": reverse("help_wanted:answer_detail", args=[offered.pk]),
        "a question": question.get_absolute_url(),
        "a day": reverse("groups:journal_create", args=[group.pk]),
        "documents": reverse("groups:documents", args=[group.pk]),
    }

    assert {page: said("花の会") in client.get(url).text for page, url in pages.items()} == (
        dict.fromkeys(pages, True)
    )


def test_who_speaks_for_two_has_to_choose(client: Client, person: User) -> None:
    groups = [make_group(name, managers=(person,)) for name in ("花の会", "水の会")]
    project = make_project(groups=tuple(groups), status="active")
    report = reverse("projects:update_create", args=[project.pk])
    words = {"title": "植えました", "body": "花を植えました。", "happened_on": ""}
    shown = client.get(report)
    key = shown.context["form"]["submission_key"].value()
    rows = {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0", "submission_key": key}

    refused = client.post(report, {**words, **rows})
    second = project.partners.get(group=groups[1])
    taken = client.post(report, {**words, **rows, "voice": f"group-{second.pk}"})
    event = client.get(reverse("events:create"))

    assert ("書いています。" in shown.text, refused.status_code) == (False, 200)
    assert (taken.status_code, Update.objects.get().side_label) == (302, "水の会")
    holders = dict(event.context["form"].fields["holder"].choices)
    assert {"", *(f"group:{group.pk}" for group in groups)} <= set(holders)
    assert ("書いています。" in event.text, Event.objects.count()) == (False, 0)


def test_answer_of_who_speaks_for_two_partners_stands_under_both_names(
    client: Client, person: User
) -> None:
    groups = tuple(make_group(name, managers=(person,)) for name in ("花の会", "水の会"))
    question = make_question(make_project(groups=groups, status="active"), may_be_public=True)

    page = client.get(question.get_absolute_url()).text
    client.post(
        reverse("questions:move", args=[question.pk]),
        {"move": "answer_openly", "note": "どなたでもどうぞ。"},
    )

    question.refresh_from_db()
    assert said("花の会、水の会") in page
    assert question.answered_as == "花の会、水の会"


def test_message_to_another_group_is_ones_own(client: Client, person: User) -> None:
    other = make_group("となりの会")
    url = reverse("messages:contact_group", args=[other.pk])
    before = client.get(url).text
    make_group("花の会", managers=(person,))

    told = "<strong>あなた個人として</strong>書いています。"
    assert (told in before, told in client.get(url).text) == (False, True)


def test_treasurer_keeps_the_accounts_and_nothing_else(client: Client, person: User) -> None:
    group = make_group(managers=(make_user(),))
    Membership.objects.create(group=group, user=person, role="treasurer")
    bylaws = GroupDocument.from_checked(
        check_attachment(a_pdf()), by=None, group=group, title="規約", kind="bylaws"
    )
    bylaws.save()
    url = reverse("groups:documents", args=[group.pk])
    page = client.get(url)
    sent = {"seen": page.context["seen"].token, "new-shown_to": "closed", "new-title": ""}

    kinds = [value for value, _ in page.context["forms"].new.fields["kind"].choices]
    assert (kinds, page.context["forms"].rows) == (["accounts"], [])
    assert url in client.get(group.get_absolute_url()).text
    refused = client.post(url, {**sent, "new-kind": "bylaws", "new-file": a_pdf()})
    kept = client.post(url, {**sent, "new-kind": "accounts", "new-file": a_pdf("決算.pdf")})
    assert (refused.status_code, kept.status_code) == (200, 302)
    stored = group.documents.order_by("pk").values_list("kind", "uploaded_by")
    assert list(stored) == [("bylaws", None), ("accounts", person.pk)]
