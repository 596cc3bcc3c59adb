"""The journey of a lost session on every form with text: nothing of what was typed is lost.

Every page of the table of addresses is read by somebody who may write there. On each of its forms every
field is filled, the cookies are deleted, the form is sent, its writer signs in again, and the page that
follows holds all of it. A form that has no row here fails the suite.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from kyodo_portal.writing.kept.texts import KeptText
from tests.trust.addresses import ADDRESSES
from tests.trust.outcomes import Row
from tests.trust.reading import PostForm, forms_in
from tests.trust.requests import address
from tests.trust.world import BACKEND, World

pytestmark = pytest.mark.once(on="postgres")

FORMS = {
    *(
        "groups:create",
        "groups:edit",
        "groups:enter",
        "groups:renew",
        "groups:pictures",
        "groups:journal_create",
        "groups:documents",
        "consultations:create",
        "consultations:enter",
        "consultations:detail:reply",
    ),
    "events:photo_edit",
    "projects:agreement:remark",
    *("projects:edit", "projects:update_create", "projects:results", "proposals:whole"),
    "proposals:section",
    *("consultations:passing", "consultations:passing:move:give_back"),
    *("admin:groups_adviser_add", "admin:groups_adviser_change"),
    *("admin:groups_signer_add", "admin:groups_signer_change"),
    *("groups:network_invite", "groups:network_tell"),
    *("lectures:apply", "lectures:wish", "lectures:enter", "lectures:enter_wish"),
    *("lectures:settle", "lectures:move_day", "lectures:route", "lectures:report"),
    *("lectures:request:move:cancel", "events:detail:move:cancel"),
    *("admin:projects_lecture_add", "admin:projects_lecture_change"),
    *(
        f"admin:projects_lecturerequest_change:move:{name}"
        for name in ("take_up", "decline", "cancel")
    ),
    *("concerns:create", "concerns:enter", "concerns:edit"),
    *("admin:proposals_concern_change", "admin:proposals_concern_change:move:keep_private"),
    "admin:proposals_passing_change:move:give_back",
    *("offers:create", "offers:edit", "offers:detail:ask"),
    *(
        "offers:talk",
        "offers:talk:move:agree",
        "offers:talk:move:decline",
        "offers:talk:move:call_off",
    ),
    *("help_wanted:create", "help_wanted:edit", "help_wanted:detail:answer"),
    *(
        "questions:create",
        "projects:sponsorship",
        "help_wanted:counter",
        "help_wanted:answer_detail",
        "help_wanted:answer_detail:move:accept",
        "help_wanted:answer_detail:move:decline",
        "help_wanted:answer_detail:interest",
    ),
    *("projects:update_edit", "projects:update_take_down", "admin:groups_membership_add"),
    *("follows:search", "supporters:mine", "supporters:enter", "help_wanted:supporters"),
    *("admin:groups_factorrecovery_add", "admin:groups_invitation_add"),
    *("messages:contact_group", "messages:contact_department", "messages:detail:write"),
    *("reports:create", "reports:detail:move:appeal"),
    *("admin:groups_report_change:move:leave", "admin:groups_report_change:move:hide"),
    *("admin:groups_report_change:move:appeal", "admin:groups_report_change:move:undo"),
    *("groups:invite", "groups:join", "groups:person_remove", "groups:request:move:decline"),
    *("admin:projects_helpanswer_change:move:accept", "admin:projects_helpwanted_change:move:fail"),
    "admin:projects_helpanswer_change:move:decline",
    "admin:projects_question_change:move:answer_privately",
    "admin:projects_projectstep_change:move:leave_out",
    "admin:groups_handover_add",
    "admin:groups_offer_change:move:withdraw",
    *("admin:groups_offertalk_change:move:agree", "admin:groups_offertalk_change:move:decline"),
    "admin:groups_group_change:move:not_accept",
    "admin:proposals_proposal_change:move:turn_down",
    *(
        f"admin:proposals_proposal_change:move:{name}"
        for name in ("not_accept", "return", "withdraw_for")
    ),
    "admin:proposals_proposal_change:conclusion",
    *("proposals:corrections", "admin:proposals_proposal_change:request_correction"),
    *("proposals:opinion", "admin:proposals_proposal_change:request"),
    *(
        f"admin:proposals_departmentopinion_change:{name}"
        for name in ("opinion", "correction", "move:call_off")
    ),
    *("calls:enter", "proposals:received", "admin:proposals_proposal_change:screening"),
    "admin:evaluations_evaluation_change:move:cancel",
    *("evaluations:create", "evaluations:sheet", "evaluations:reflection"),
    *("admin:groups_department_add", "admin:groups_department_change"),
    *("admin:groups_user_add", "admin:groups_user_change", "admin:groups_group_change"),
    *("admin:groups_group_change:move:return", "admin:groups_group_change:move:delete"),
    *("admin:projects_project_add", "admin:projects_project_change"),
    *("events:create", "events:edit", "events:record", "events:enter", "events:detail:join"),
    *("admin:projects_project_change:move:cancel", "admin:projects_event_change:move:cancel"),
    *("admin:groups_meeting_add", "admin:groups_meeting_change", "admin:groups_meeting_papers"),
    *("admin:groups_meeting_attendance", "admin:groups_meeting_minutes", "meetings:remark"),
    "admin:groups_meeting_minutes:remark",
    *("admin:groups_meeting_change:move:cancel", "admin:groups_meeting_change:move:recall"),
    *("admin:proposals_proposalonagenda_meeting", "admin:proposals_proposalonagenda_meeting:add"),
    *("admin:groups_committee_add", "admin:groups_committee_change"),
    *("admin:groups_place_add", "admin:groups_place_change", "admin:groups_leaving_add"),
    *("admin:proposals_call_add", "admin:proposals_call_change"),
    *("admin:proposals_opinionround_add", "admin:proposals_opinionround_change"),
    "admin:proposals_opinionround_change:move:cancel",
    *("admin:proposals_call_decisions", "admin:proposals_call_letters"),
    "admin:proposals_call_desk",
    *("admin:proposals_call_release", "admin:proposals_proposal_change:decision"),
    "admin:proposals_proposal_change:correction",
    "admin:proposals_call_vote",
    "admin:proposals_proposal_change:ask_next",
    "admin:proposals_proposal_change:extend_answer",
    *("admin:proposals_review_change:sheet", "admin:proposals_review_change:move:reopen"),
    "admin:proposals_review_change:move:declare_conflict",
    "admin:proposals_proposal_change:withdraw",
    *("calls:idea_entered", "calls:ask", "calls:ask_entered", "calls:inquiry:reword"),
    *(f"calls:inquiry:move:{name}" for name in ("answer", "set_aside")),
    *(f"admin:proposals_callinquiry_change:move:{name}" for name in ("answer", "set_aside")),
    *("opinions:write", "opinions:counter", "opinions:rewrite", "opinions:submission"),
    *(
        "opinions:desk",
        "opinions:desk:corrections",
        "opinions:desk:move:cancel",
        "opinions:group",
        "opinions:documents",
    ),
    *("admin:proposals_consultation_change", "admin:evaluations_evaluation_change:move:retract"),
}

"""The forms with text, by page and by where they send or what tells them apart."""

UNMARKED = "/accounts/"
FILES = ("photo", "document", "attachment", "pdf", "_export", "_history", "_delete")


def pages() -> list[tuple[Row, str]]:
    """Every page of things in every state, with somebody who reads it and, where there is such a
    person, writes there; in the admin with a coordinator and a reviewer too."""
    found: dict[tuple[str, ...], tuple[Row, str]] = {}
    for row in ADDRESSES:
        readers = [
            kind for kind, outcome in row.get.items() if outcome == "ok" and kind != "anonymous"
        ]
        writers = [kind for kind in readers if row.post.get(kind) == "taken"]
        if not readers or not (row.of or row.query or writers):
            continue
        further = {"coordinator", "reviewer"} if row.name.startswith("admin:") else set()
        if row.name == "offers:detail":
            further = {
                "other_manager"
            }  # whoever speaks for a group may ask for what another offers
        if row.name == "calls:inquiry":
            further = {"coordinator"}  # who asked reads the question, and the desk answers it
        also = further & set(readers)
        for kind in {(writers or readers)[0], *also}:
            found.setdefault((row.name, *row.of, kind), (row, kind))
    return list(found.values())


def name_of(page: str, form: PostForm, path: str) -> str:
    """What a form is called in the table: its page, and where it sends or which of several it is."""
    sends = urlsplit(form.action).path
    apart = [form.fields[name] for name in ("part", "move") if name in form.fields]
    named = [part for part in sends.split("/") if part and not part.isdigit()]
    return ":".join([page, *([] if sends == path else named[-1:]), *apart])


def texts(form: PostForm) -> list[str]:
    return [name for name in form.typed if "password" not in name]


def test_no_character_is_lost_with_a_session(world: World) -> None:
    lost: dict[str, Any] = {}
    walked: set[str] = set()
    for row, kind in pages():
        path = address(world, row)
        if row.name.endswith(FILES) or path.startswith(UNMARKED):
            continue
        answer = world.browser(kind).get(path)
        for form in forms_in(answer, path):
            name = name_of(row.name, form, urlsplit(path).path)
            if not texts(form) or name in walked:
                continue
            walked.add(name)
            typed = {field: f"{field} の言葉 <&> “”\n二行目" for field in texts(form)}
            missing = lost_of(world, kind, form, typed)
            if missing:
                lost[name] = missing
            KeptText.objects.all().delete()

    assert lost == {}
    assert walked == FORMS


def lost_of(world: World, kind: str, form: PostForm, typed: dict[str, str]) -> list[str]:
    """Send a form without any cookie, sign in again and go on: the fields whose words are not there."""
    answer = Client(enforce_csrf_checks=True).post(form.action, {**form.fields, **typed})
    if answer.status_code != 302:
        return [f"answered {answer.status_code}"]
    back = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    browser = Client()
    browser.force_login(world.cast[kind], backend=BACKEND)
    page = browser.get(back)
    held = [found.fields for found in forms_in(page, back) if "kept" in found.fields]
    if len(held) != 1:
        return [f"{back} holds {len(held)} filled forms"]
    return [name for name, words in typed.items() if words not in held[0].get(name, "").strip()]
