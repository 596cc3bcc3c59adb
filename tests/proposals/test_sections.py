"""A proposal written section by section: each saved by itself, in any order, by several people at once."""

from typing import Any

import pytest
from django.test import Client

from kyodo_portal.writing.kept.marks import mark_for
from proposals.content.sections import SECTIONS, section_holding, sections_of
from proposals.content.snapshot import snapshot_of
from proposals.content.tasks import Progress, beginning_of, count_done, next_task, tasks_of
from proposals.models import Proposal
from tests.factories import make_department, make_group, make_user
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import WHOLE, WHOLE_ROWS, signed_in, typed, url
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

KEYS = [section.key for section in SECTIONS if section.key != "questions"]
OPTIONAL = {"schedule", "attachments"}


@pytest.fixture
def draft() -> Proposal:
    manager = make_user("管理者")
    return make_proposal("", group=make_group(managers=(manager,)), by=manager, complete=False)


def page_of(proposal: Proposal, key: str) -> str:
    return url("proposals:section", proposal.pk, key)


def form_on(client: Client, path: str) -> dict[str, Any]:
    """What the form of a section sends untouched."""
    (form,) = [form for form in forms_in(client.get(path), path) if form.action.endswith(path)]
    return dict(form.fields)


def written(proposal: Proposal, key: str, go: str = "", **words: str) -> Any:
    """One section written from its page and sent."""
    client, path = signed_in(proposal.created_by), page_of(proposal, key)
    return client.post(path, form_on(client, path) | words | ({"go": go} if go else {}))


def progress(proposal: Proposal) -> dict[str, Progress]:
    fresh = Proposal.objects.get(pk=proposal.pk)
    return {task.section.key: task.progress for task in tasks_of(fresh)}


def test_each_section_writes_what_is_its_own_and_no_more(draft: Proposal) -> None:
    """A whole proposal, written section by section from its pages, is what the one page makes of it."""
    client, whole = signed_in(draft.created_by), make_proposal("", complete=False)
    signed_in(whole.created_by).post(
        url("proposals:whole", whole.pk), typed(whole, WHOLE_ROWS, **WHOLE)
    )
    sent = typed(draft, WHOLE_ROWS, **WHOLE)
    for section in reversed(sections_of(draft.call)):
        if section.key != "attachments":
            path = page_of(draft, section.key)
            shown = form_on(client, path)
            mine = {
                name: value
                for name, value in sent.items()
                if name in section.fields or name.partition("-")[0] in section.tables
            }
            assert client.post(path, shown | mine).status_code == 302

    of_sections, of_whole = (
        snapshot_of(Proposal.objects.get(pk=each.pk)) for each in (draft, whole)
    )
    assert of_sections | {"group": 0} == of_whole | {"group": 0}


PROGRESS: list[tuple[str, dict[str, Any], Progress]] = [
    ("outline", {}, Progress.NOT_YET),
    ("outline", {"subtitle": "副題"}, Progress.BEGUN),
    ("outline", {"title": "花", "summary": "花を植える。"}, Progress.DONE),
    ("issue", {"background": "さびしい。"}, Progress.BEGUN),
    ("goals", {"goals-0-what": "花だん"}, Progress.BEGUN),
    (
        "goals",
        {"goals-0-what": "花だん", "goals-0-how_much": "3", "goals-0-by_when": "2028-03-31"},
        Progress.DONE,
    ),
    ("schedule", {}, Progress.OPTIONAL),
    ("schedule", {"schedule-0-when": "5月"}, Progress.BEGUN),
    ("schedule", {"schedule-0-when": "5月", "schedule-0-what": "植える"}, Progress.DONE),
    ("together", {"fields": "3"}, Progress.BEGUN),
    ("budget", {"income-0-category": "会費"}, Progress.BEGUN),
    ("consent", {"agrees_to_publish": "on"}, Progress.DONE),
]


@pytest.mark.parametrize(("key", "words", "progressed"), PROGRESS)
def test_tick_of_a_section_is_read_off_what_is_written(
    draft: Proposal, key: str, words: dict[str, str], progressed: Progress
) -> None:
    written(draft, key, **words)

    others = dict.fromkeys(KEYS, Progress.NOT_YET) | dict.fromkeys(OPTIONAL, Progress.OPTIONAL)
    assert progress(draft) == others | {"who": Progress.DONE, key: progressed}


def test_what_the_call_says_is_nothing_written() -> None:
    call = make_call(theme="緑", department=make_department())
    draft = make_proposal("", call=call, complete=False, **beginning_of(call))
    assert (draft.theme, draft.desired_department) == ("緑", call.department)

    assert progress(draft)["outline"] is Progress.NOT_YET
    other = make_proposal("", call=call, complete=False, theme="水")
    assert progress(other)["outline"] is Progress.BEGUN


def test_list_leads_to_the_first_section_that_is_open(draft: Proposal) -> None:
    """And, once nothing is open, to reading all of it and submitting."""
    client = signed_in(draft.created_by)

    fresh = client.get(draft.get_absolute_url())
    tasks = tasks_of(make_proposal())

    assert fresh.context["next_task"].section.key == "outline"
    assert count_done(fresh.context["tasks"]) == (1, 10)
    assert (
        f'href="{page_of(draft, "outline")}">続きを書く：事業のあらまし' in fresh.content.decode()
    )
    assert [page_of(draft, key) in fresh.content.decode() for key in KEYS] == [True] * len(KEYS)
    assert (next_task(tasks), count_done(tasks)) == (None, (10, 10))
    whole = make_proposal()
    page = signed_in(whole.created_by).get(whole.get_absolute_url()).content.decode()
    assert f'href="{url("proposals:check", whole.pk)}">内容を確認して提出する' in page


def test_member_reads_how_far_it_is_and_has_no_way_to_write(draft: Proposal) -> None:
    member = make_user()
    assert draft.group is not None
    draft.group.memberships.create(user=member, role="member")

    page = signed_in(member).get(draft.get_absolute_url())

    assert len(page.context["tasks"]) == len(KEYS)
    assert "/edit/" not in page.content.decode()
    assert signed_in(member).get(page_of(draft, "plan")).status_code == 403


GOES = [
    ("plan", "", "section", "plan"),
    ("plan", "after", "section", "goals"),
    ("plan", "before", "section", "issue"),
    ("plan", "list", "detail", ""),
    ("who", "before", "detail", ""),
    ("consent", "after", "check", ""),
    ("plan", "elsewhere", "section", "plan"),
]


@pytest.mark.parametrize(("key", "go", "name", "to"), GOES)
def test_button_says_where_it_leads(draft: Proposal, key: str, go: str, name: str, to: str) -> None:
    answer = written(draft, key, go)

    assert answer.status_code == 302
    assert answer.url == url(f"proposals:{name}", draft.pk, *([to] if to else []))


def test_what_cannot_be_read_stays_on_the_page_and_leads_nowhere(draft: Proposal) -> None:
    page = written(draft, "plan", "after", place="駅前", starts_on="来年の春")

    shown = page.content.decode()
    assert page.status_code == 200
    assert "来年の春" in shown
    assert "読み取れなかったところは、まだ保存していません。" in shown
    stored = Proposal.objects.get(pk=draft.pk)
    assert (stored.place, stored.starts_on) == ("駅前", None)


def test_two_people_write_two_sections_at_once_without_meeting(draft: Proposal) -> None:
    other = make_user("二人目")
    assert draft.group is not None
    draft.group.memberships.create(user=other, role="manager")
    mine, theirs = signed_in(draft.created_by), signed_in(other)
    plan, goals = page_of(draft, "plan"), page_of(draft, "goals")
    forms = form_on(mine, plan) | {"place": "駅前"}, form_on(theirs, goals) | {"goals-0-what": "花"}

    answers = [mine.post(plan, forms[0]), theirs.post(goals, forms[1])]

    stored = Proposal.objects.get(pk=draft.pk)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (stored.place, stored.goals.get().what) == ("駅前", "花")


@pytest.mark.parametrize("go", ["", "after"])
def test_only_the_button_that_saves_alone_goes_past_what_a_colleague_wrote(
    draft: Proposal, go: str
) -> None:
    client, path = signed_in(draft.created_by), page_of(draft, "outline")
    mine = form_on(client, path) | {"title": "わたしの題"}
    written(draft, "outline", title="先に書いた題")

    page = client.post(path, mine | {"go": "after"})
    again = mine | {name: getattr(page.context["seen"], name) for name in ("told",)}
    again["seen"] = page.context["seen"].token
    answer = client.post(path, again | ({"go": go} if go else {}))

    shown = page.content.decode()
    assert page.status_code == 409
    assert ('name="go"' in shown, "data-autosave-url" in shown) == (False, False)
    assert ("わたしの題" in shown, "先に書いた題" in shown) == (True, True)
    assert answer.status_code == (409 if go else 302)
    kept = Proposal.objects.get(pk=draft.pk).title
    assert kept == ("先に書いた題" if go else "わたしの題")


def test_section_that_saves_itself_leaves_the_others_alone(draft: Proposal) -> None:
    client, path = signed_in(draft.created_by), page_of(draft, "outline")
    written(draft, "plan", place="駅前")
    form = form_on(client, path) | {"title": "途中の題"}

    answer = client.post(f"{path}autosave/", form | {"autosave": "1"})

    stored = Proposal.objects.get(pk=draft.pk)
    assert (stored.title, stored.place) == ("途中の題", "駅前")
    assert answer.json() == {"seen": form_on(client, path)["seen"], "complete": True, "left": ""}


def test_section_that_the_call_does_not_ask_leads_to_the_list() -> None:
    call = make_call(kind="subsidy", budget_cap=300_000)
    draft = make_proposal(call=call)
    client = signed_in(draft.created_by)

    answers = [client.get(page_of(draft, key)) for key in ("roles", "nothing")]

    assert "roles" not in {section.key for section in sections_of(call)}
    assert [answer.status_code for answer in answers] == [302, 404]
    assert answers[0].url == draft.get_absolute_url()
    assert client.post(f"{page_of(draft, 'roles')}autosave/").status_code == 404


@pytest.mark.once
def test_every_control_has_its_section() -> None:
    places = {
        "id_title": "outline",
        "id_title_kana": "outline",
        "id_start_pattern_0": "together",
        "id_place": "plan",
        "id_forms_1": "together",
        "id_goals-0-what": "goals",
        "id_income-3-amount": "budget",
        "id_requested_amount": "budget",
        "id_group": "who",
        "id_attachment-file": "attachments",
    }
    call = make_call(kind="citizen")
    found = {place: section_holding(call, place) for place in places}

    assert {place: section.key for place, section in found.items() if section} == places
    assert section_holding(call, "id_nothing") is None


def test_old_address_leads_to_the_list(draft: Proposal) -> None:
    answer = signed_in(draft.created_by).get(url("proposals:edit", draft.pk))

    assert (answer.status_code, answer.url) == (302, draft.get_absolute_url())


def test_page_that_was_open_before_loses_no_word(draft: Proposal) -> None:
    """All of it is saved; and what cannot be read stands on a page again."""
    client, old = signed_in(draft.created_by), url("proposals:edit", draft.pk)

    saved = client.post(old, typed(draft, WHOLE_ROWS, **WHOLE))
    page = client.post(old, typed(draft, WHOLE_ROWS, **{**WHOLE, "starts_on": "来年の春"}))

    assert (saved.status_code, saved.url) == (302, draft.get_absolute_url())
    assert Proposal.objects.get(pk=draft.pk).content == WHOLE["content"]
    assert (page.status_code, "来年の春" in page.content.decode()) == (200, True)


def test_words_of_the_old_page_that_were_kept_stand_on_it_again(draft: Proposal) -> None:
    """Its session was lost before the sections had pages: whoever signs in again is given the words."""
    old = url("proposals:edit", draft.pk)
    mark = mark_for(draft.created_by, old)
    Client().post(old, {**typed(draft, title="預かった題"), "mark": mark})
    client = signed_in(draft.created_by)

    page = client.get(old)

    assert page.status_code == 200
    (form,) = [f for f in forms_in(page, old) if "kept" in f.fields]
    assert form.fields["title"].strip() == "預かった題"
    assert client.post(form.action, form.fields).status_code == 302
    assert Proposal.objects.get(pk=draft.pk).title == "預かった題"
    assert client.get(old).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_a_constant_number_of_questions(
    draft: Proposal, count: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(draft.created_by)
    rows = {name: lines[:1] * count for name, lines in WHOLE_ROWS.items()}
    client.post(url("proposals:whole", draft.pk), typed(draft, rows, **WHOLE))
    client.get(draft.get_absolute_url())  # reads the message about the save away

    with django_assert_num_queries(12):
        client.get(draft.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(page_of(draft, "goals"))
    with django_assert_num_queries(10):
        client.get(page_of(draft, "who"))
