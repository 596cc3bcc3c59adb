"""Who asks for a lecture, who answers, and on which days it can be."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Place
from groups.places.opening import Opening, minute_of
from groups.rules.people import coordinates, is_coordinator, is_department_staff, manages, works_in
from kyodo_portal.cities import city
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.calendar import clock_label, day_label
from projects.models import Lecture, LectureRequest

ANSWERERS = _("担当課と協働担当の職員")


def is_asker(person: Person, request: LectureRequest) -> bool:
    """Whoever asked, and those who speak for the group in whose name it was asked."""
    own = is_signed_in(person) and person.pk == request.user_id
    return own or manages(person, [request.group_id])


def can_ask_for(lecture: Lecture) -> Verdict:
    """A lecture of the newest menu that is out."""
    return allow_if(
        Lecture.objects.in_menu().filter(pk=lecture.pk).exists(),
        gettext("この講座は、いま申し込めません。新しいメニューから選んでください。"),
    )


def can_enter_request(person: Person) -> Verdict:
    """The city's staff enter what comes to the counter."""
    theirs = is_coordinator(person) or is_department_staff(person)
    return ALLOWED if theirs else not_yours(gettext("市の職員"))


def may_answer(person: Person, request: LectureRequest) -> Verdict:
    """The department that is asked, and the coordinators for it."""
    theirs = works_in(person, [request.department_id]) or coordinates(person, request)
    return ALLOWED if theirs else not_yours(ANSWERERS)


def may_route(person: Person, request: LectureRequest) -> Verdict:
    """The coordinators find the department; one that was asked and is not the right one gives it back to them."""
    return may_answer(person, request)


def can_be_routed(request: LectureRequest) -> Verdict:
    """While nobody has said yes or no."""
    return allow_if(
        request.status in ("applied", "talking"),
        gettext("もう返事をした申込みです。担当課は変えられません。"),
    )


def has_department(request: LectureRequest) -> Verdict:
    """A wish that is not on the menu waits for its department."""
    return allow_if(
        request.department_id, gettext("先に担当課を決めてください。決めた課に、申込みが届きます。")
    )


def may_cancel(person: Person, request: LectureRequest) -> Verdict:
    """Either side: whoever asked, and the city."""
    return ALLOWED if is_asker(person, request) else may_answer(person, request)


def is_answering(person: Person, request: LectureRequest) -> bool:
    """Whether calling it off would be the city's act, and so a judgement of another's wish."""
    return not is_asker(person, request)


def can_be_cancelled(request: LectureRequest) -> Verdict:
    """Until it has begun."""
    begun = request.event is not None and request.event.starts_at <= timezone.now()
    return allow_if(not begun, gettext("もう始まった講座は、取り消せません。"))


def can_be_held_at(
    at: dt.datetime, place: Place | None, *, asked_on: dt.date, minutes: int, is_wish: bool = True
) -> Verdict:
    """Not in the past; early enough for the department to prepare; while the place is open. `asked_on` is the day on
    which the wish came. What the department itself settles may be sooner."""
    day = timezone.localdate(at)
    notice = city().lectures.notice_days
    earliest = asked_on + dt.timedelta(days=notice)
    return first_refusal(
        allow_if(
            at > timezone.now(),
            gettext("{day}は過ぎています。これからの日を書いてください。").format(
                day=day_label(day)
            ),
        ),
        allow_if(
            not is_wish or day >= earliest,
            gettext(
                "準備のため、申込みから{notice}日あとの{earliest}から先の日を選んでください。"
                "お急ぎのときは、担当課にお電話ください。"
            ).format(notice=notice, earliest=day_label(earliest)),
        ),
        lambda: _is_open(place, at, minutes) if place is not None else ALLOWED,
    )


def _is_open(place: Place, at: dt.datetime, minutes: int) -> Verdict:
    opening, local = Opening(place), timezone.localtime(at)
    if not opening.is_known:
        return ALLOWED
    day = opening.on(local.date())
    if not day.spans:
        return refuse(
            gettext("{day}は、{place}が休みの日です。別の日か、別の場所を選んでください。").format(
                day=day_label(local.date()), place=place.name
            )
        )
    begin = minute_of(at)
    fits = any(span.opens <= begin and begin + minutes <= span.closes for span in day.spans)
    return allow_if(
        fits,
        gettext(
            "{day}の{clock}から{minutes}分では、{place}の開いている時間に収まりません。"
            "時刻か場所を変えてください。"
        ).format(
            day=day_label(local.date()),
            clock=clock_label(at),
            minutes=minutes,
            place=place.name,
        ),
    )
