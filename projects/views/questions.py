"""The pages of questions to a project."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.words.languages import listed
from projects.actions.questions import ask_as_guest, ask_project, confirm_asker, question_of
from projects.flows import QUESTION_FLOW
from projects.forms.questions import QuestionForm
from projects.models import Question
from projects.rules import questions as rules
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project


def found_question(user: Person, pk: int) -> Question:
    """A question, if this person may see it; otherwise a 404."""
    visible = Question.objects.visible_to(user).standing()
    visible = visible.select_related("project", "user", "guest")
    rows = ("project__partners__group", "project__responsible_departments")
    question = visible.prefetch_related(*rows).filter(pk=pk).first()
    if question is None:
        raise Http404(HIDDEN)
    return question


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a project. Pressed twice, it is asked once."""
    user = request.user
    project = found_project(user, pk, agreements=False)
    rules.can_ask(user, project).enforce()
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, is_for_guest=not is_signed_in(user))
    if form.is_valid():
        key, question = form.cleaned_data["submission_key"], form.save(commit=False)
        if form.is_for_guest:
            back, typed = project.get_absolute_url(), form.cleaned_data["text"]
            if too_often := came_too_often(request, form.guest, back=back, typed=typed):
                return too_often
            made, _ = ask_as_guest(project=project, question=question, guest=form.guest, key=key)
            return to_code(request, made.guest) if made.guest else redirect(project)
        made, _ = ask_project(project=project, question=question, by=user, key=key)
        messages.success(
            request, gettext("質問を送りました。答えがあると、メールでお知らせします。")
        )
        return redirect(made)
    context = {"form": form, "project": project, "crumbs": crumbs_to(project, gettext("質問する"))}
    return render(request, "questions/question_form.html", context)


@require_safe
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, for whoever asked and for those who answer."""
    user = request.user
    question = found_question(user, pk)
    may_answer = rules.may_answer(user, question)
    if may_answer and question.guest is not None:
        note_reading(ReadingKind.CONTACT, by=account_of(user), of=question)
    context = {
        "question": question,
        "facts": _facts(question) if may_answer else [],
        "may_answer": may_answer,
        "acting_for": listed(rules.answers_as(user, question)) if may_answer else "",
        "offers": QUESTION_FLOW.offers(user, question),
        "story": story_of(question, reader=Reader.PARTIES),
        "crumbs": crumbs_to(question.project, gettext("質問")),
    }
    return render(request, "questions/question_detail.html", context)


def _facts(question: Question) -> list[tuple[str, Any]]:
    """Who asked and how to reach them, for those who answer."""
    guest = question.guest
    rows = [
        (gettext("質問した方"), question.asker_name),
        (gettext("電話番号"), contact_links(guest.phone) if guest and guest.phone else ""),
        (gettext("メールアドレス"), contact_links(guest.email) if guest and guest.email else ""),
    ]
    return [(label, value) for label, value in rows if value]


@require_POST
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, or take the question back."""
    return make_move(request, QUESTION_FLOW, found_question(request.user, pk))


@require_POST
def question_called(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who answer have called somebody who left a telephone number only."""
    question = found_question(request.user, pk)
    confirm_asker(question=question, by=request.user)
    messages.success(request, gettext("ご本人と確かめました。続けて、質問に答えてください。"))
    return redirect(question)


@login_not_required
@require_safe
def guest_question(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: their question and its answer."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    context = {"guest": guest, "question": question_of(guest)}
    shown = render(request, "questions/guest_question.html", context)
    shown["Cache-Control"] = "private, no-store"
    return shown
