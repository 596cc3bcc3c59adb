"""The pages on which two people can have the same form open, each with two people who may write it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from evaluations.models import Side
from groups.models import ContactDetails, Group, GroupPicture, User
from projects.models import Event, EventPhoto, EventRecord, Project
from proposals.actions.deciding import draft_decision
from proposals.actions.screening import save_screening
from proposals.models import CorrectionMark, Proposal, ScreeningPoint
from proposals.rules.screening import Finding
from tests.evaluations.factories import fill_in, make_evaluation
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_reviewer,
    make_staff,
    make_user,
    tell_result,
)
from tests.groups.committees.factories import whole_committee
from tests.groups.offering import make_offer
from tests.projects.events import make_event
from tests.projects.factories import add_update
from tests.projects.helping import make_help
from tests.proposals.concerning import make_concern
from tests.proposals.factories import make_call, make_decidable, make_proposal, make_review
from tests.proposals.opining import make_department_opinion
from tests.proposals.opinions.factories import make_opinion_group, make_round, make_submission
from tests.staff.admin_world import url
from tests.trust.kept_files import keep_photo
from tests.trust.reading import forms_in


@dataclass(frozen=True)
class Opened:
    """A page with its two writers; `one` and `other` are two of its entries, `other` may be missing."""

    address: str
    first: User
    second: User
    one: str
    other: str = ""
    autosave: str = ""
    texts: tuple[str, str] = ("先に書いた言葉", "後から来た言葉")


def project_of_two(status: str = "active") -> tuple[Project, User, User]:
    """A project with a manager of its group and somebody of its department."""
    manager, department = make_user("管理者"), make_department()
    group = make_group(managers=(manager,))
    project = make_project(
        groups=(group,), departments=(department,), status=status, place="駅前", summary="花の道"
    )
    return project, make_staff(department), manager


def plan() -> Opened:
    project, *people = project_of_two()
    return Opened(f"{project.get_absolute_url()}edit/", *people, "summary", "place")


def plan_rows() -> Opened:
    project, *people = project_of_two("planning")
    return Opened(f"{project.get_absolute_url()}edit/", *people, "roles-0-item", "place")


def results() -> Opened:
    project, *people = project_of_two()
    tell_result(project)
    return Opened(f"{project.get_absolute_url()}results/", *people, "result", "goals-0-result")


def report() -> Opened:
    project, staff, manager = project_of_two()
    update = add_update(project, manager)
    address = reverse("projects:update_edit", args=[project.pk, update.pk])
    return Opened(address, staff, manager, "body", "photos-0-caption")


def help_wanted() -> Opened:
    project, *people = project_of_two()
    wanted = make_help(project, text="苗を植える。", place="駅前")
    return Opened(reverse("help_wanted:edit", args=[wanted.pk]), *people, "text", "place")


def group_of_two(status: str) -> tuple[Group, User, User]:
    """A group with two managers, everything asked for filled in."""
    people = make_user("一人目"), make_user("二人目")
    record = make_group(managers=people, status=status, purpose="花を植える。")
    record.fields.create(number=7)
    ContactDetails.objects.filter(group=record).update(address="見本市見本町1-2-3")
    return record, *people


def group() -> Opened:
    record, *people = group_of_two("registered")
    return Opened(f"{record.get_absolute_url()}edit/", *people, "purpose", "contact-address")


def pictures() -> Opened:
    record, *people = group_of_two("registered")
    for role in ("photo", "logo"):
        keep_photo(GroupPicture, by=people[0], group=record, role=role, alt="花だん")
    return Opened(f"{record.get_absolute_url()}pictures/", *people, "words-photo", "words-logo")


def applied_group() -> Opened:
    record, *people = group_of_two("applied")
    return Opened(f"{record.get_absolute_url()}edit/", *people, "contact-name", "activities")


def role_in_group() -> Opened:
    people = make_user("一人目"), make_user("二人目")
    record = make_group(managers=people, members=(make_user("構成員"),))
    address = reverse("groups:person", args=[record.memberships.get(role="member").pk])
    return Opened(address, *people, "role", texts=("treasurer", "manager"))


def draft() -> Opened:
    people = make_user("一人目"), make_user("二人目")
    proposal = make_proposal(group=make_group(managers=people), by=people[0])
    address, itself = (
        reverse(f"proposals:{name}", args=[proposal.pk, "outline"])
        for name in ("section", "section_autosave")
    )
    return Opened(address, *people, "title", "summary", itself)


def whole_draft() -> Opened:
    people = make_user("一人目"), make_user("二人目")
    proposal = make_proposal(group=make_group(managers=people), by=people[0])
    address, itself = (reverse(f"proposals:{n}", args=[proposal.pk]) for n in ("whole", "autosave"))
    return Opened(address, *people, "title", "place", itself)


def corrections() -> Opened:
    """Two managers answer what is to be mended."""
    people = make_user(), make_user()
    proposal = make_proposal(group=make_group(managers=people), status="returned")
    one, two = (
        CorrectionMark.objects.create(proposal=proposal, version=1, place=place, remark="直して。")
        for place in ("title", "purpose")
    )
    CorrectionMark.objects.filter(pk=one.pk).update(answer="はじめの言葉")
    address = reverse("proposals:corrections", args=[proposal.pk])
    return Opened(address, *people, f"answer_{one.pk}", f"answer_{two.pk}")


def draft_rows() -> Opened:
    people = make_user("一人目"), make_user("二人目")
    proposal = make_proposal(group=make_group(managers=people), by=people[0])
    address = reverse("proposals:section", args=[proposal.pk, "goals"])
    return Opened(address, *people, "goals-0-what")


def sheet() -> Opened:
    project, *_ = project_of_two()
    people = make_user("一人目"), make_user("二人目")
    for person in people:
        project.partners.get().group.memberships.create(user=person, role="manager")
    evaluation = make_evaluation(project)
    own = evaluation.assessments.get(side=Side.GROUP)
    fill_in(own, comment="はじめの言葉")
    evaluation.assessments.update(went_well="はじめの言葉")
    comment = f"comment_{evaluation.items.first().pk}"
    address, itself = (
        reverse(f"evaluations:{name}", args=[evaluation.pk]) for name in ("sheet", "autosave")
    )
    return Opened(address, *people, "went_well", comment, itself)


def reflection() -> Opened:
    project, *people = project_of_two()
    evaluation = make_evaluation(project, status="revealed")
    address = reverse("evaluations:reflection", args=[evaluation.pk])
    return Opened(address, *people, "discussion", "next_steps")


def admin_project() -> Opened:
    project, staff, _ = project_of_two()
    return Opened(url(project, "change"), staff, make_coordinator(), "summary", "place")


def admin_project_rows() -> Opened:
    project, staff, _ = project_of_two("planning")
    return Opened(url(project, "change"), staff, make_coordinator(), "goals-0-what", "summary")


def admin_group() -> Opened:
    record = make_group(purpose="花を植える。", area="市内")
    people = make_coordinator("一人目"), make_coordinator("二人目")
    return Opened(url(record, "change"), *people, "purpose", "eligibility-0-remark")


def admin_call() -> Opened:
    people = make_coordinator("一人目"), make_coordinator("二人目")
    return Opened(url(make_call(when="draft"), "change"), *people, "title", "criteria-0-name")


def admin_committee() -> Opened:
    people = make_coordinator("一人目"), make_coordinator("二人目")
    return Opened(url(whole_committee(), "change"), *people, "purpose", "members-0-name")


def administrators() -> tuple[User, User]:
    return make_user("一人目", is_superuser=True), make_user("二人目", is_superuser=True)


def admin_department() -> Opened:
    return Opened(url(make_department(), "change"), *administrators(), "name", "duties")


def admin_user() -> Opened:
    return Opened(url(make_user(), "change"), *administrators(), "display_name")


def admin_conclusion() -> Opened:
    people = make_coordinator("一人目"), make_coordinator("二人目")
    proposal = make_proposal(status="under_review")
    address = url(proposal, "change")
    client = signed_in(people[0])
    typed = {"conclusion": "はじめの言葉", "met_on": "2026-04-01", "conditions": "なし"}
    client.post(address, {"part": "conclusion", **typed})
    return Opened(address, *people, "conclusion", "conditions")


def admin_screening() -> Opened:
    people = make_coordinator("一人目"), make_coordinator("二人目")
    proposal = make_proposal(status="submitted")
    one = ScreeningPoint.objects.create(call=proposal.call, text="名簿がある")
    typed = {one.pk: Finding("unmet", "はじめの言葉")}
    save_screening(proposal=proposal, findings=typed, waiver="はじめの理由", by=people[0])
    return Opened(url(proposal, "change"), *people, f"note_{one.pk}", "waiver")


def admin_department_opinion() -> Opened:
    opinion = make_department_opinion(status="draft")
    people = make_staff(opinion.department), make_staff(opinion.department, "二人目")
    return Opened(url(opinion, "change"), *people, "law", "budget")


def decidable_of_two() -> tuple[Proposal, User, User]:
    """A proposal with a draft of its decision, and two who may write it."""
    people = make_coordinator("一人目"), make_coordinator("二人目")
    call = make_call(when="reviewing")
    proposal = make_decidable(make_proposal(call=call, status="under_review"))
    draft_decision(
        proposal=proposal,
        outcome="conditional",
        reason="はじめの理由",
        conditions="はじめの条件",
        by=people[0],
    )
    return proposal, *people


def admin_decision() -> Opened:
    proposal, *people = decidable_of_two()
    return Opened(url(proposal, "change"), *people, "reason", "city_conditions")


def admin_decisions() -> Opened:
    proposal, *people = decidable_of_two()
    row = f"p{proposal.pk}"
    return Opened(
        url(proposal.call, "decisions"),
        *people,
        f"{row}-reason",
        f"{row}-city_conditions",
    )


def admin_letters() -> Opened:
    proposal, *people = decidable_of_two()
    return Opened(url(proposal.call, "letters"), *people, "adopted", "declined")


def admin_review() -> Opened:
    """A reviewer with the same sheet open twice."""
    reviewer = make_reviewer()
    review = make_review(
        make_proposal(status="under_review"), reviewer, status="in_progress", points=3
    )
    review.comment = "はじめの言葉"
    review.save()
    return Opened(url(review, "change"), reviewer, reviewer, "comment")


def event_of_two(when: str) -> tuple[Event, User, User]:
    people = make_user("一人目"), make_user("二人目")
    return make_event(group=make_group(managers=people), when=when), *people


def event() -> Opened:
    held, *people = event_of_two("coming")
    return Opened(reverse("events:edit", args=[held.pk]), *people, "text", "place_text")


def event_photo() -> Opened:
    held, *people = event_of_two("coming")
    keep_photo(EventPhoto, by=people[0], event=held, caption="花だん")
    return Opened(reverse("events:photo_edit", args=[held.pk]), *people, "words-caption")


def event_record() -> Opened:
    held, *people = event_of_two("over")
    record = EventRecord(event=held, text="はじめの言葉", visitors_count=1, helpers_count=1)
    record.save()
    record.opinions.create(opinion="はじめの意見", answer="はじめの回答")
    address = reverse("events:record", args=[held.pk])
    return Opened(address, *people, "text", "opinions-0-opinion")


def offer() -> Opened:
    first, second = make_user(), make_user()
    group = make_group(managers=(first, second))
    made = make_offer(group, text="苗をさしあげます。", handing="取りに来てください。")
    return Opened(reverse("offers:edit", args=[made.pk]), first, second, "text", "handing")


def concern() -> Opened:
    writer = make_user()
    told = make_concern(status="received", created_by=writer)
    return Opened(reverse("concerns:edit", args=[told.pk]), writer, writer, "text", "place")


def opinion_group() -> Opened:
    office = make_department()
    group = make_opinion_group(make_round(when="closed", department=office))
    address = reverse("opinions:group", args=[group.pk])
    return Opened(address, make_staff(office), make_staff(office, "二人目"), "summary", "answer")


def opinion() -> Opened:
    writer = make_user()
    address = reverse("opinions:rewrite", args=[make_submission(make_round(), writer).pk])
    return Opened(address, writer, writer, "text_whole", "address")


PAGES: list[Callable[[], Opened]] = [
    role_in_group,
    *(plan, plan_rows, results, report, group, applied_group, pictures),
    *(draft, whole_draft, draft_rows, corrections, sheet, reflection),
    *(help_wanted, offer, concern, opinion, opinion_group),
    admin_committee,
    *(admin_project, admin_project_rows, admin_group, admin_call, admin_department, admin_user),
    *(admin_conclusion, admin_review, event, event_photo, event_record),
    *(admin_department_opinion, admin_screening),
    *(admin_decision, admin_decisions, admin_letters),
]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_on(answer: Any, page: Opened) -> dict[str, str]:
    """What the page's form sends untouched."""
    found = [form.fields for form in forms_in(answer, page.address) if page.one in form.fields]
    return dict(found[0])


def open_form(client: Client, page: Opened) -> dict[str, str]:
    return form_on(client.get(page.address), page)


def stored(page: Opened, name: str) -> str:
    """What an entry of the page holds now."""
    return open_form(signed_in(page.second), page)[name].strip()
