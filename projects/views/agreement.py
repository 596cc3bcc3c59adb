"""The agreement: what is signed, what changed since the last time, and signing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.words.languages import listed
from projects.actions.agreement import sign_agreement
from projects.agreement.comparison import as_read, differences
from projects.agreement.parties import speaks_for, waits_for
from projects.agreement.terms import Standing, standing_of, was_signed_by_all
from projects.amending.rules import can_propose
from projects.forms import AnswerForm, PaperAnswerForm, PaperSignatureForm, RemarkForm, SignForm
from projects.models import Partner, Project, Scheme
from projects.rules import projects as rules
from projects.views.amendments import amendments_of
from projects.views.crumbs import crumbs_to
from projects.views.draft_talk import remarks_of
from projects.views.lookup import found_project

AnyForm = SignForm | PaperSignatureForm | AnswerForm | PaperAnswerForm | RemarkForm


@login_not_required
@require_safe
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what the parties sign, who has signed it, and how to sign."""
    return shown(request, found_project(request.user, pk))


def shown(
    request: HttpRequest,
    project: Project,
    rejected: AnyForm | None = None,
    *,
    without_pdf: str = "",
) -> HttpResponse:
    """The page of the agreement; a form that was sent and lacks something keeps its values and
    says what is missing (422). Where no PDF could be made of it, it says why (503)."""
    standing = standing_of(project)
    parties = speaks_for(request.user, project)
    mine = waits_for(request.user, project, standing)
    can_sign = rules.can_be_signed_by_parties(request.user, project)
    others_sign = not mine and any(party in standing.unsigned for party in parties)
    on_paper = paper_partners(request, project, standing)
    paper_form = (
        PaperSignatureForm(initial={"digest": standing.digest}, partners=on_paper, prefix="paper")
        if on_paper and can_sign
        else None
    )
    signed_whole = standing.scheme != Scheme.ROLES
    departments = project.department_names_in_language
    return render(
        request,
        "projects/agreement_detail.html",
        {
            "project": project,
            "standing": standing,
            "terms_title": gettext("第{next_version}版の内容").format(
                next_version=standing.next_version
            ),
            "terms": as_read(
                standing.terms,
                since=None if signed_whole else Scheme.ROLES,
                departments=departments,
            ),
            "beside": []
            if signed_whole
            else as_read(standing.terms, since=Scheme.WHOLE, departments=departments),
            "changes": (
                differences(standing.agreement.whole_terms, standing.terms)
                if standing.agreement is not None and not standing.is_current
                else []
            ),
            "earlier": earlier_versions(project, standing),
            "may_propose": standing.in_force and bool(can_propose(request.user, project)),
            **amendments_of(request, project, rejected),
            **remarks_of(request, project, rejected),
            "may_represent": rules.may_represent(request.user, project),
            "can_sign": can_sign,
            "mine": mine,
            "not_signer": rules.can_give_a_signature(request.user, project).reason
            if others_sign
            else "",
            "mine_names": [party.label_in_language for party in mine],
            "speaks_for_both": len({type(party) for party in parties}) > 1,
            "rejected": rejected,
            "without_pdf": without_pdf,
            "form": rejected
            if isinstance(rejected, SignForm)
            else SignForm(initial={"digest": standing.digest}),
            "paper_form": rejected if isinstance(rejected, PaperSignatureForm) else paper_form,
            "crumbs": crumbs_to(project, gettext("協定")),
        },
        status=422 if rejected else 503 if without_pdf else 200,
    )


def earlier_versions(project: Project, standing: Standing) -> list[dict[str, Any]]:
    """The versions that all had signed and that hold no longer, the latest first: what stood in each,
    who signed it, and the day of the last signature. Whoever may read the agreement reads these too."""
    holds = standing.agreement if standing.is_current else None
    return [
        {
            "number": row.version,
            "terms": as_read(row.whole_terms),
            "signatures": row.signatures.all(),
            "signed_on": max(signature.signed_at for signature in row.signatures.all()),
        }
        for row in sorted(project.agreements.all(), key=lambda row: -row.version)
        if row != holds and was_signed_by_all(row)
    ]


@require_POST
@login_required
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the terms that were on the screen, or record a partner's signature on paper."""
    project = found_project(request.user, pk)
    page = reverse("projects:agreement", args=[project.pk])
    paper = "paper-digest" in request.POST
    form: SignForm | PaperSignatureForm = (
        PaperSignatureForm(
            request.POST,
            partners=[row for row in project.partners.all() if row.group_id is None],
            prefix="paper",
        )
        if paper
        else SignForm(request.POST)
    )
    try:
        rules.can_be_signed_by_parties(request.user, project).enforce()
        if form.errors and set(form.errors) <= {"agrees", "signer_name", "signed_on"}:
            return shown(request, project, form)
        if not form.is_valid():
            reasons = [str(reason) for errors in form.errors.values() for reason in errors]
            raise MoveRefused(" ".join(reasons), status_code=400)
        data = form.cleaned_data
        sign_agreement(
            project=project,
            by=request.user,
            digest=data["digest"],
            paper_for=data.get("paper_for"),
            signer_name=data.get("signer_name", ""),
            signed_on=data.get("signed_on"),
        )
    except MoveRefused as refusal:
        return refused(
            request, refusal, back=page, typed=request.POST.get("paper-signer_name", "")[:100]
        )
    standing = standing_of(Project.objects.get(pk=project.pk))
    if standing.in_force:
        messages.success(request, gettext("署名しました。全員の署名がそろい、協定が結ばれました。"))
    else:
        waiting = listed(party.label_in_language for party in standing.unsigned)
        messages.success(
            request,
            gettext("署名しました。次は{waiting}の署名を待ちます。").format(waiting=waiting),
        )
    return redirect(page)


def paper_partners(request: HttpRequest, project: Project, standing: Standing) -> list[Partner]:
    """The partners without an account whose paper signature this person may record."""
    if not rules.is_city_side(request.user, project):
        return []
    return [row for row in standing.unsigned if isinstance(row, Partner) and row.group_id is None]
