"""The pages of help wanted: the list, one of them, asking and changing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models import Department, Group
from groups.rules.groups import HIDDEN
from groups.views.hidden import shown_hidden
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.recorded import Reader
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.locks import hold
from projects.actions.help_wanted import ask_for_help, change_help, confirm_help
from projects.flows import HELP_WANTED_FLOW
from projects.forms.civic_partners import form_for
from projects.forms.help_wanted import AnswerForm
from projects.models import AnswerStatus, HelpAnswer, HelpWanted, Project
from projects.published.help_filters import TALLIES
from projects.published.kinds import HELP_WANTED
from projects.questions import CAME_OF
from projects.register.help_lines import cards_of, facts_of
from projects.rules import help_wanted as rules
from projects.views.lookup import found_project

OWNER_ROWS = ("project__partners", "project__responsible_departments", "fields")


def found_help(user: Person, pk: int) -> HelpWanted:
    """What is asked for, with whoever asks, if this person may see it; otherwise a 404."""
    visible = HelpWanted.objects.visible_to(user).with_owner()
    found = visible.prefetch_related(*OWNER_ROWS).filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def found_owner(user: Person, kind: str, pk: int) -> Project | Group | Department:
    """Whoever is to ask for help, if this person may see them; otherwise a 404."""
    if kind == "project":
        return found_project(user, pk, agreements=False)
    records: Any = {
        "group": Group.objects.visible_to(user).prefetch_related("fields"),
        "department": Department.objects.active(),
    }.get(kind, Department.objects.none())
    found: Group | Department | None = records.filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def crumbs_to(wanted: HelpWanted, page: str = "") -> Crumbs:
    title = Truncator(wanted.title).chars(30)
    way: Crumbs = [(gettext("手伝いの募集"), reverse("help_wanted:list"))]
    if not page:
        return [*way, (title, None)]
    return [*way, (title, wanted.get_absolute_url()), (page, None)]


@login_not_required
@require_safe
def help_list(request: HttpRequest) -> HttpResponse:
    """What is wanted: those that take answers first of all."""
    filterset = HELP_WANTED.narrowed(request.GET, HELP_WANTED.listed_for(request.user))
    shown = listing(request, filterset, TALLIES)
    context = {
        **shown,
        "cards": cards_of(shown["page_obj"].object_list),
        "crumbs": [(gettext("手伝いの募集"), None)],
    }
    return render(request, "help_wanted/help_list.html", context)


@login_not_required
@require_safe
def help_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what is asked, how to answer, and for those who ask the answers."""
    return shown_help(request, found_help(request.user, pk))


def shown_help(
    request: HttpRequest, wanted: HelpWanted, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, with a form that was sent and could not be taken."""
    user = request.user
    may_decide = rules.may_decide(user, wanted)
    if wanted.is_hidden and not may_decide:
        way = [(gettext("手伝いの募集"), reverse("help_wanted:list"))]
        return shown_hidden(request, wanted, [*way, (gettext("表示をやめたもの"), None)])
    answers = _answers(wanted)
    can_offer = rules.can_offer(user, wanted)
    mine = [answer for answer in answers if rules.is_helper(user, answer)]
    if form is None and can_offer and not any(_is_running(answer) for answer in mine):
        form = AnswerForm(by=user, wanted=wanted, is_for_guest=not is_signed_in(user))
    reader = Reader.PARTIES if may_decide else Reader.PUBLIC
    context = {
        "wanted": wanted,
        "facts": facts_of(wanted),
        "form": form,
        "can_offer": can_offer,
        "mine": mine,
        "answers": answers if may_decide else [],
        "may_decide": may_decide,
        "can_edit": rules.can_edit_help(user, wanted),
        "can_enter": rules.can_enter_offer(user, wanted),
        "offers": HELP_WANTED_FLOW.offers(user, wanted),
        "thanked": [answer for answer in answers if answer.thanks and answer.may_be_named],
        "came_of": CAME_OF.of(wanted, by=user),
        "story": story_of(wanted, reader=reader),
        "crumbs": crumbs_to(wanted),
    }
    return render(request, "help_wanted/help_detail.html", context, status=status)


def _answers(wanted: HelpWanted) -> list[HelpAnswer]:
    rows = HelpAnswer.objects.standing().filter(help_wanted=wanted)
    answers = list(rows.select_related("user", "group", "guest"))
    for answer in answers:
        answer.help_wanted = wanted
    return answers


def _is_running(answer: HelpAnswer) -> bool:
    return answer.status in (AnswerStatus.OFFERED, AnswerStatus.ACCEPTED)


@require_http_methods(["GET", "HEAD", "POST"])
def help_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for help in the name of a project, a group or a department. Pressed twice, it is asked once."""
    owner: Any = found_owner(request.user, kind, pk)
    rules.can_ask_for_help(request.user, owner).enforce()
    numbers = [] if isinstance(owner, Department) else [row.number for row in owner.fields.all()]
    data = request.POST if request.method == "POST" else None
    initial = {"district": getattr(owner, "district", ""), "place": getattr(owner, "place", "")}
    form = form_for(owner)(data, offered=numbers, initial=initial)
    if form.is_valid():
        wanted, is_new = ask_for_help(
            owner=owner,
            wanted=form.save(commit=False),
            fields=form.cleaned_data["field_numbers"],
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        if is_new:
            messages.success(
                request, gettext("手伝いを募集しました。申し出があると、メールでお知らせします。")
            )
        return redirect(wanted)
    context = {
        "form": form,
        "owner": owner,
        "back_url": reverse("help_wanted:list")
        if kind == "department"
        else owner.get_absolute_url(),
        "crumbs": [
            (gettext("手伝いの募集"), reverse("help_wanted:list")),
            (gettext("手伝いを募集する"), None),
        ],
    }
    return render(request, "help_wanted/help_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(HelpWanted)
def help_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is asked for; what was taken over is confirmed with it."""
    wanted = found_help(request.user, pk)
    rules.can_edit_help(request.user, wanted).enforce()
    page = Guarded(request, lambda data=None: form_for(wanted.owner)(data, instance=wanted))
    if page.is_clear and page.form.is_valid():
        form = page.form
        change_help(
            wanted=wanted,
            fields=form.cleaned_data["field_numbers"],
            by=request.user,
            write=lambda: form.save(),
        )
        messages.success(request, gettext("募集の内容を直しました。"))
        return page.saved(wanted)
    context = {
        "form": page.form,
        "wanted": wanted,
        "owner": wanted.owner,
        "crumbs": crumbs_to(wanted, gettext("募集の内容を直す")),
    }
    return page.shown("help_wanted/help_edit.html", context)


@require_POST
def help_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What was taken over is right as it stands."""
    wanted = found_help(request.user, pk)
    confirm_help(wanted=wanted, by=request.user)
    messages.success(
        request, gettext("募集の内容を確かめました。「以前の記入から」の印は消えました。")
    )
    return redirect(wanted)


@require_POST
def help_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a move of what is asked for."""
    return moved(request, found_help(request.user, pk))


def moved(request: HttpRequest, wanted: HelpWanted, back_to: str | None = None) -> HttpResponse:
    """Make the posted move. Its answers, which may move with it, are held before it."""
    with transaction.atomic():
        answers = HelpAnswer.objects.filter(help_wanted=wanted).order_by("pk")
        for number in answers.values_list("pk", flat=True):
            hold(HelpAnswer, number)
        return make_move(request, HELP_WANTED_FLOW, wanted, back_to=back_to)
