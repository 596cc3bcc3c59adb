"""The demonstration city: complete, believable to the rules, and harmless to load twice."""

import datetime as dt
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as portal
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from groups.accounts import demonstration
from groups.models import Group, JoinRequest, NetworkMember, Report, User
from kyodo_portal.cities import city
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import REGISTRY, flow_of
from kyodo_portal.made_up.demonstration.cast import ACCOUNTS, PASSWORD
from kyodo_portal.made_up.demonstration.loading import load
from kyodo_portal.post.outbox import OutgoingMail
from projects.agreement.money import can_be_paid_as
from projects.agreement.terms import standing_of
from projects.models import (
    Event,
    EventStatus,
    HelpAnswer,
    Project,
    ProjectStatus,
    Question,
    Update,
    UpdatePhoto,
)
from proposals.actions.deciding import draft_decision
from proposals.actions.release import release_call
from proposals.models import Call, Consultation, Proposal, Review

#: It is made of what everything else tests on both databases; `make prove` loads it on both.
pytestmark = pytest.mark.shared(on="sqlite")

LEADS_TO = "こちらのページをご覧ください。\n"
BACKEND = "django.contrib.auth.backends.ModelBackend"
FLAG = "--yes-this-is-a-demonstration"


@pytest.fixture(scope="module")
def loaded(for_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demonstration, once for this module and gone after it. Where its photos lie."""
    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media):
        call_command("demo", FLAG, stdout=StringIO())
    return media


@pytest.fixture
def demo(loaded: Path, settings: Any) -> Iterator[None]:
    """What a test changes is undone after it."""
    settings.MEDIA_ROOT = loaded
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def account(name: str) -> User:
    return User.objects.get(email=f"{name}@example.jp")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("label", sorted(REGISTRY))
def test_every_status_of_every_life_occurs(label: str, demo: None) -> None:
    flow = REGISTRY[label]
    lived = {thing.live_status for thing in flow.model._base_manager.all()}

    assert lived == set(flow.statuses.values)


def test_every_pattern_form_and_kind_of_group_occurs(demo: None) -> None:
    projects = Project.objects.published().with_list_parts()

    assert len(projects) >= 20
    assert {project.start_pattern for project in projects} == {
        pattern.code for pattern in city().patterns_on
    }
    assert {project.main_form for project in projects} == set(city().enabled_forms)
    assert len({project.fiscal_year for project in projects}) >= 4
    numbers = {row.number for project in projects for row in project.fields.all()}
    assert numbers <= {field.number for field in city().fields_on}
    assert len(numbers) >= 12
    assert {group.kind for group in Group.objects.registered()} == {
        kind.code for kind in city().group_kinds_on
    }


def test_letters_are_sent_and_nothing_lies_in_the_future(demo: None) -> None:
    now = timezone.now()

    assert OutgoingMail.objects.count() > 100
    assert OutgoingMail.objects.exclude(sent_at__lte=now).count() == 0
    assert AuditEntry.objects.filter(at__gt=now).count() == 0
    assert Update.objects.filter(created_at__gt=now).count() == 0


def test_letters_lead_to_pages_that_their_readers_can_open(demo: None) -> None:
    """Of each kind of letter the latest one, opened by whoever got it."""
    latest = {}
    for letter in OutgoingMail.objects.filter(body__contains=LEADS_TO).order_by("created_at", "pk"):
        latest[letter.key.partition(":")[0]] = letter
    closed = {}
    for kind, letter in latest.items():
        client = Client()
        reader = User.objects.filter(email=letter.to).first()
        if reader is not None:  # a guest's letter leads to their own page
            client.force_login(reader, backend=BACKEND)
        address = letter.body.partition(LEADS_TO)[2].split()[0]
        page = address.removeprefix(portal.BASE_URL)
        status = client.get(page, follow=reader is None).status_code
        if status != 200:
            closed[kind] = (letter.to, address, status)

    assert len(latest) > 25
    assert closed == {}


def test_each_life_is_told_in_the_order_of_its_days(demo: None) -> None:
    last: dict[tuple[str, int], AuditEntry] = {}
    backwards = []
    for entry in AuditEntry.objects.order_by("pk"):
        earlier = last.get((entry.target_model, entry.target_id))
        if earlier is not None and earlier.at > entry.at:
            backwards.append(f"{earlier} → {entry}")
        last[entry.target_model, entry.target_id] = entry

    assert backwards == []


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2027-04-01", "2028-03-31", "2028-02-29", "2027-01-01"])
def test_demonstration_loads_on_any_day(day: str) -> None:
    """On the first day of a fiscal year, everything told relative to today falls into the year before."""
    load(dt.date.fromisoformat(day))

    assert len({project.fiscal_year for project in Project.objects.all()}) >= 3


@pytest.mark.parametrize("person", ACCOUNTS, ids=lambda person: person.name)
def test_account_can_sign_in(person: Any, demo: None, client: Client) -> None:
    """Whoever works for the city with the code of the app whose key everybody knows; then the admin is
    open to them, and to nobody else."""
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    if person.works_for_the_city:
        assert answer.headers.get("Location") == reverse("mfa_authenticate")
        answer = client.post(reverse("mfa_authenticate"), {"code": demonstration.code_now()})

    assert (answer.status_code, answer.headers.get("Location")) == (302, "/my/")
    assert client.get("/admin/").status_code == (200 if person.works_for_the_city else 403)


WAITING: list[tuple[str, type[Any], str, str]] = [
    ("group", Proposal, "図書館の屋上ひみつの花園", "withdraw"),
    ("group", Proposal, "落ち葉のたい肥づくり体験", "submit"),
    ("group", Project, "花の苗バンク", "start"),
    ("group", Question, "事業への質問", "answer_openly"),
    ("group", HelpAnswer, "手伝いの申し出：使わなくなったスコップ", "accept"),
    ("group", JoinRequest, "空野 みらい", "accept"),
    ("group", NetworkMember, "「つむぎ花みちの会」の「そらいろ", "accept"),
    ("coordinator", Report, "事業「", "leave"),
    ("coordinator", Call, "小さな一歩の補助金（後期）の募集", "start_review"),
    ("coordinator", Group, "みんなの食卓 ぽかぽか", "return"),
    ("coordinator", Evaluation, "コスモス街道を歩こう", "publish"),
    ("coordinator", Evaluation, "笑って続ける認知症予防の教室", "reveal_one_sided"),
    ("reviewer1", Review, "店先のひと休みいす", "accept"),
    ("reviewer3", Review, "花だんの縁側", "accept"),
]


def _title_of(row: Any) -> str:
    """What the tour calls it: a sheet by its proposal, which its reviewer knows by number at first."""
    return row.proposal.title if isinstance(row, Review) else str(row)


@pytest.mark.parametrize(("name", "model", "title", "move"), WAITING)
def test_what_the_tour_promises_can_be_done(
    name: str, model: type[Any], title: str, move: str, demo: None
) -> None:
    person = account(name)
    rows = model.objects.visible_to(person)
    named = [row for row in rows if _title_of(row).startswith(title)]

    assert any(move in flow_of(thing).open_to(person, thing) for thing in named)


def test_decision_that_the_tour_promises_can_be_drafted_and_released(demo: None) -> None:
    coordinator = account("coordinator")
    waiting = Proposal.objects.get(title="空き教室の茶の間")

    draft_decision(proposal=waiting, outcome="adopted", reason="役に立つため。", by=coordinator)
    release_call(call=waiting.call, by=coordinator)

    waiting.refresh_from_db()
    assert waiting.status == "adopted"


@pytest.mark.parametrize("weekday", [5, 6], ids=["saturday", "sunday"])
def test_next_weekend_has_a_day_with_free_seats(weekday: int, demo: None) -> None:
    now = timezone.localtime()
    ahead = (weekday - now.weekday()) % 7 or 7
    coming = Event.objects.filter(starts_at__date=now.date() + dt.timedelta(days=ahead))

    assert EventStatus.OPEN in {event.live_status for event in coming}


def test_one_day_of_the_next_weekend_is_full(demo: None) -> None:
    birds = Event.objects.get(title="冬の水鳥を数える朝")
    days_until = (timezone.localtime(birds.starts_at).date() - timezone.localdate()).days

    assert (birds.live_status, 0 < days_until <= 7) == (EventStatus.FULL, True)


def test_rules_hold_for_the_demonstration_too(demo: None) -> None:
    """No reviewer judges a group they belong to, and nobody belongs to both sides of a project."""
    for review in Review.objects.select_related("reviewer", "proposal"):
        assert review.proposal.group_id not in review.reviewer.role_by_group
    for project in Project.objects.with_list_parts():
        groups, departments = project.partner_group_ids(), project.responsible_department_ids()
        staff = User.objects.of_departments(departments)
        assert not User.objects.managing(groups).filter(pk__in=staff).exists()


def test_second_run_changes_nothing(demo: None) -> None:
    before = counts()

    assert run(FLAG).startswith("見本は、すでに読み込まれています。\n")
    assert counts() == before


def test_if_empty_leaves_a_city_with_people_alone(demo: None) -> None:
    before = counts()

    assert run("--if-empty", FLAG).count("@example.jp") == len(ACCOUNTS)
    assert counts() == before


@pytest.mark.django_db
def test_production_refuses_without_the_flag() -> None:
    assert portal.DEBUG is False
    with pytest.raises(CommandError, match="本番の設定では、見本を読み込みません"):
        run()
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_addresses_of_real_people_are_left_alone() -> None:
    User.objects.create_user("staff@example.jp", display_name="本物の職員")

    with pytest.raises(CommandError, match="staff@example.jp"):
        run(FLAG)
    assert run(FLAG, "--if-empty") == ""
    assert User.objects.count() == 1


LISTS = (
    "home",
    "guide",
    "projects:list",
    "groups:list",
    "calls:list",
    "evaluations:list",
)


@pytest.mark.parametrize("name", LISTS)
def test_public_list_of_the_demonstration_answers(name: str, demo: None, client: Client) -> None:
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("model", [Project, Group, Call, Proposal, Evaluation])
def test_every_public_page_of_the_demonstration_answers(
    model: type[Any], demo: None, client: Client
) -> None:
    things = list(model.objects.visible_to(AnonymousUser()))
    wrong = {
        str(thing): status
        for thing in things
        if (status := client.get(thing.get_absolute_url()).status_code) != 200
    }

    assert wrong == {}
    assert len(things) >= 4


@pytest.mark.parametrize("name", ["citizen", "group", "staff", "coordinator"])
def test_own_pages_of_an_account_answer(name: str, demo: None, client: Client) -> None:
    person = account(name)
    client.force_login(person)
    things = [
        row
        for model in (Project, Group, Proposal, Consultation, Evaluation)
        for row in model.objects.visible_to(person)
    ]
    addresses = [reverse("my"), *(thing.get_absolute_url() for thing in things)]
    wrong = {
        url: answer.status_code
        for url in addresses
        if (answer := client.get(url)).status_code != 200
    }

    assert wrong == {}


def test_photos_of_the_demonstration_are_shown(demo: None, client: Client) -> None:
    photos = list(UpdatePhoto.objects.select_related("update"))
    kinds = {client.get(photo.url).headers["Content-Type"] for photo in photos}

    assert (len(photos) > 20, kinds) == (True, {"image/webp"})


def test_every_agreement_holds_and_the_money_of_every_plan_adds_up(demo: None) -> None:
    standings = {
        project.title: standing_of(project)
        for project in Project.objects.exclude(status=ProjectStatus.PLANNING).exclude(
            proposal__status="turned_down"
        )
        if project.requires_agreement
    }
    wrong = [
        title
        for title, standing in standings.items()
        if not (standing.in_force and can_be_paid_as(standing.terms))
    ]

    assert (wrong, len(standings) > 15) == ([], True)


def test_staff_find_on_their_page_what_they_stand_in_for(demo: None, client: Client) -> None:
    client.force_login(account("staff"))

    page = client.get("/my/").content.decode()

    assert "の手続きを、協働担当の代理としてする" in page
