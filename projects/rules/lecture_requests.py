"""Who asks for a lecture, who answers, and what can still become of it."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.rules.people import coordinates, is_coordinator, is_department_staff, manages, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from projects.models import Lecture, LectureRequest, LectureStatus
from projects.models.lecture_requests import UNANSWERED

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


def can_be_settled(request: LectureRequest) -> Verdict:
    """While nobody has said yes or no: until then it may also be brought to another department."""
    return allow_if(
        request.status in UNANSWERED,
        "返事を待っている申込みではありません。いまの状態を、申込みのページで確かめてください。",
    )


def can_be_taken_on(request: LectureRequest) -> Verdict:
    """What is not on the menu, and what a department offered that is no more, waits for its department."""
    department = request.department
    return allow_if(
        department is not None and department.is_active,
        "先に担当課を決めてください。決めた課に、申込みが届きます。",
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


def can_be_moved(request: LectureRequest) -> Verdict:
    """Settled, and not begun."""
    return first_refusal(
        allow_if(
            request.status == LectureStatus.DECIDED,
            "日時が決まっている講座だけ、日時と場所を変えられます。",
        ),
        lambda: allow_if(
            request.event is not None and request.event.starts_at > timezone.now(),
            "もう始まった講座の日時は、変えられません。",
        ),
    )


def can_be_reported(request: LectureRequest) -> Verdict:
    """Spoken, and not reported yet."""
    if request.status == LectureStatus.REPORTED:
        return refuse("この講座の報告は、もうまとまっています。")
    return allow_if(
        request.live_status == LectureStatus.HELD,
        "報告は、講座が終わってから書けます。",
    )
