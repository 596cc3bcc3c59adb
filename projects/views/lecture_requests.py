"""The pages of asking for a lecture: one page to ask, where it stands, and calling it off."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.cities import city
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import EVERYBODY, Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from kyodo_portal.staff.nexts import next_of
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.templatetags.ui_text import jdate, paragraphs
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.words.calendar import clock_label, dated_label, span_label
from projects.actions import lecture_requests as actions
from projects.flows import LECTURE_REQUEST_FLOW
from projects.flows.lecture_letters import hold_day
from projects.forms.lecture_requests import CounterRequestForm, LectureRequestForm
from projects.models import Event, Lecture, LectureRequest, LectureStatus
from projects.models.lecture_requests import UNANSWERED
from projects.rules import lecture_requests as rules
from projects.views.lectures import conditions, crumbs_to, found_lecture


def found_request(user: Person, pk: int) -> LectureRequest:
    """A request, if this person may see it; otherwise a 404."""
    found = LectureRequest.objects.visible_to(user).standing().whole().filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def way(page: str) -> Crumbs:
    """The way from the menu to a page of its own."""
    return [(gettext("出前講座"), reverse("lectures:list")), (page, None)]


def _asked_lecture(user: Person, pk: int | None) -> Lecture | None:
    if pk is None:
        return None
    lecture: Lecture = found_lecture(user, pk)
    rules.can_ask_for(lecture).enforce()
    return lecture


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_create(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Ask for a lecture of the menu, or for what is not on it; with an account or without. Pressed twice, it is
    asked for once."""
    user = request.user
    lecture = _asked_lecture(user, pk)
    data = request.POST if request.method == "POST" else None
    form = LectureRequestForm(data, by=user, lecture=lecture, is_for_guest=not is_signed_in(user))
    if form.is_valid():
        asked, key = form.save(commit=False), form.cleaned_data["submission_key"]
        if form.is_for_guest:
            back = lecture.get_absolute_url() if lecture else request.path
            if too_often := came_too_often(request, form.guest, back=back, typed=asked.purpose):
                return too_often
            made, _ = actions.ask_as_guest(
                lecture=lecture, request=asked, guest=form.guest, key=key
            )
            return to_code(request, made.guest) if made.guest else redirect("lectures:list")
        made, _ = actions.ask_for_lecture(
            lecture=lecture,
            request=asked,
            by=user,
            key=key,
            group=form.cleaned_data.get("group"),
        )
        messages.success(
            request,
            gettext("申込みを送りました。{day}までに、返事をメールでお知らせします。").format(
                day=jdate(made.answer_by)
            ),
        )
        return redirect(made)
    return render(request, "lectures/request_form.html", _form_context(form, lecture))


def _form_context(
    form: LectureRequestForm, lecture: Lecture | None, *, at_counter: bool = False
) -> dict[str, Any]:
    label = gettext("出前講座を申し込む")
    return {
        "form": form,
        "caption": lecture.title if lecture else gettext("メニューにないこと"),
        "at_counter": at_counter,
        "has_no_department": lecture is not None and not lecture.department.is_active,
        "conditions": conditions(),
        "rules": city().lectures,
        "crumbs": crumbs_to(lecture, label) if lecture else way(label),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def request_enter(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Staff enter what came on paper or by voice."""
    rules.can_enter_request(request.user).enforce()
    lecture = _asked_lecture(request.user, pk)
    form = CounterRequestForm(request.POST or None, by=request.user, lecture=lecture)
    if form.is_valid():
        made, _ = actions.enter_request(
            lecture=lecture,
            request=form.save(commit=False),
            guest=form.guest,
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        messages.success(request, "申込みを入力しました。担当課にお知らせします。")
        seen = LectureRequest.objects.visible_to(request.user).filter(pk=made.pk).exists()
        return redirect(made) if seen else redirect("lectures:list")
    context = _form_context(form, lecture, at_counter=True)
    return render(request, "lectures/request_form.html", context)


@require_safe
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, for whoever asked and for those who answer: what is to be done on top."""
    user = request.user
    asked = found_request(user, pk)
    may_answer = rules.may_answer(user, asked)
    if may_answer:
        note_reading(ReadingKind.CONTACT, by=account_of(user), of=asked)
    can_judge = LECTURE_REQUEST_FLOW.can_judge(user, asked)
    is_unanswered = asked.status in UNANSWERED
    context = {
        "asked": asked,
        "facts": facts_of(asked, with_contact=bool(may_answer)),
        "may_answer": may_answer,
        "report": getattr(asked, "report", None),
        "report_facts": _report_facts(asked, for_city=bool(may_answer)),
        "can_settle": may_answer and is_unanswered and can_judge and rules.can_be_taken_on(asked),
        "cannot_judge": "" if can_judge or not (may_answer and is_unanswered) else can_judge.reason,
        "can_move": may_answer and can_judge and rules.can_be_moved(asked),
        "can_route": may_answer and is_unanswered,
        "can_report": may_answer and asked.live_status == LectureStatus.HELD,
        "is_late": is_unanswered and asked.answer_by < timezone.localdate(),
        "office": _office_of(asked),
        "next_one": next_of(user, asked) if may_answer else None,
        "offers": LECTURE_REQUEST_FLOW.offers(user, asked),
        "story": story_of(asked, reader=Reader.PARTIES),
        "crumbs": way(gettext("出前講座の申込み")),
    }
    return render(request, "lectures/request_detail.html", context)


def _office_of(asked: LectureRequest) -> dict[str, str]:
    """Whom one can ask about it: the department, or the desk while one is looked for."""
    department, desk = asked.department, city().desk
    if department is None or not (department.is_active and (department.phone or department.email)):
        return {"name": city().said(desk.name), "phone": desk.phone, "email": desk.email}
    name = department.name_in_language
    return {"name": name, "phone": department.phone, "email": department.email}


def facts_of(asked: LectureRequest, *, with_contact: bool) -> list[tuple[str, Any]]:
    """What was asked for; who asks and how to reach them, for those who answer."""
    guest, event = asked.guest if with_contact else None, asked.event
    phone = guest.phone if guest else asked.phone if with_contact else ""
    asker = asked.user if with_contact and asked.user is not None else None
    settled = [
        (gettext("決まった日時"), _settled(event) if event else ""),
        (gettext("決まった場所"), event.where if event else ""),
    ]
    rows = [
        *settled,
        (gettext("申し込んだ方"), asked.asker_name if with_contact else ""),
        (gettext("集まりの名前"), asked.gathering),
        (gettext("電話番号"), contact_links(phone) if phone else ""),
        (
            gettext("メールアドレス"),
            contact_links(guest.email if guest else asker.email if asker else "")
            if (guest and guest.email) or asker
            else "",
        ),
        (gettext("第1希望"), _moment(asked.first_at)),
        (gettext("第2希望"), _moment(asked.second_at)),
        (gettext("第3希望"), _moment(asked.third_at)),
        (gettext("場所"), asked.where),
        (gettext("参加する人数"), asked.people_count),
        (gettext("目的・聞きたいこと"), paragraphs(asked.purpose) if asked.purpose else ""),
        (gettext("配慮してほしいこと"), asked.needs),
        (
            gettext("ほかの市民の参加"),
            gettext("参加できる日として知らせる") if asked.is_open else gettext("知らせない"),
        ),
        (
            gettext("担当課"),
            asked.department.name_in_language if asked.department else gettext("探しています"),
        ),
        (gettext("返事の期限"), jdate(asked.answer_by)),
        ("受け付け", came_in_words(asked) if with_contact and asked.is_from_counter else ""),
    ]
    return [(label, value) for label, value in rows if value]


def _moment(at: dt.datetime | None) -> str:
    """A day with its day of the week, and the hour; nothing where nothing was wished for."""
    return f"{_day(at)} {clock_label(at)}" if at is not None else ""


def _settled(event: Event) -> str:
    """The day and the hours on which both sides agreed."""
    return f"{_day(event.starts_at)} {span_label(event.starts_at, event.ends_at)}"


def _day(at: dt.datetime) -> str:
    return dated_label(timezone.localdate(at), timezone.localdate())


def _report_facts(asked: LectureRequest, *, for_city: bool) -> list[tuple[str, Any]]:
    """What came of it; who spoke and what was passed on is the city's."""
    report = getattr(asked, "report", None)
    if report is None:
        return []
    rows = [
        (gettext("行った日"), jdate(report.held_on)),
        (gettext("参加した人の数"), report.people_count),
        (gettext("どんな集まりか"), report.get_audience_display()),
        (gettext("質問と答え"), paragraphs(report.questions) if report.questions else ""),
        (
            gettext("要望を引き継いだ課"),
            report.passed_to.name_in_language if report.passed_to else "",
        ),
        (gettext("引き継いだ要望"), paragraphs(report.passed_words) if report.passed_words else ""),
        ("うかがった職員", report.speakers if for_city else ""),
    ]
    return [(label, value) for label, value in rows if value not in ("", None)]


@require_POST
def request_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up, say no, or call it off."""
    asked = found_request(request.user, pk)
    with transaction.atomic():
        hold_day(asked)
        return make_move(request, LECTURE_REQUEST_FLOW, asked)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_request(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: where it stands, and calling it off."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    asked = actions.request_of(guest)
    can_end = asked.status in LECTURE_REQUEST_FLOW.moves["take_back"].sources and bool(
        rules.can_be_cancelled(asked)
    )
    lacking = False
    if request.method == "POST" and can_end:
        note = request.POST.get("note", "").strip()[:2000]
        lacking = not note
        if note:
            with transaction.atomic():
                hold_day(asked)
                LECTURE_REQUEST_FLOW.make("take_back", asked, by=EVERYBODY, note=note)
            messages.success(request, gettext("取り消しました。担当課にお知らせします。"))
            return redirect(request.path)
    context = {
        "guest": guest,
        "asked": asked,
        "facts": facts_of(asked, with_contact=False),
        "report_facts": _report_facts(asked, for_city=False),
        "can_end": can_end,
        "is_late": asked.status in UNANSWERED and asked.answer_by < timezone.localdate(),
        "office": _office_of(asked),
        "lacking": lacking,
    }
    shown = render(request, "lectures/guest_request.html", context, status=422 if lacking else 200)
    shown["Cache-Control"] = "private, no-store"
    return shown
