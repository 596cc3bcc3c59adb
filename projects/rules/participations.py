"""Who may come to an event, and what may become of it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from groups.guests import guest_id_of
from kyodo_portal.cities import city
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_datetime
from projects.models import (
    AttendsAs,
    Event,
    EventStatus,
    Participation,
    ParticipationStatus,
    ProjectStatus,
)
from projects.models.participations import HAS_SEAT
from projects.rules.events import can_check_in, is_organiser


def is_own(person: Person, participation: Participation) -> bool:
    """Whether it is this person's, or this guest's."""
    guest = guest_id_of(person)
    if guest is not None:
        return participation.guest_id == guest
    return person.is_authenticated and participation.user_id == person.pk


def may_answer(person: Person, participation: Participation) -> Verdict:
    """Whoever comes, and those who hold the event, for somebody who told them."""
    if is_own(person, participation) or is_organiser(person, participation.event):
        return ALLOWED
    return not_yours(gettext("申し込んだ本人と主催者"))


def may_note_who_came(person: Person, participation: Participation) -> Verdict:
    """Those who hold the event; whoever comes may say so themselves (`may_answer`)."""
    if is_organiser(person, participation.event):
        return ALLOWED
    return not_yours(gettext("主催者"))


def _is_of_a_cancelled_project(event: Event) -> bool:
    """Whether its project was called off: nobody comes anew to a day that it had still to come."""
    return event.project is not None and event.project.status == ProjectStatus.CANCELLED


def can_join(event: Event, *, attends_as: str = AttendsAs.VISITOR) -> Verdict:
    """While it takes people: as somebody who takes part also when it is full, for the waiting list; as
    staff while staff are wanted."""
    status = event.live_status
    if status == EventStatus.CANCELLED or _is_of_a_cancelled_project(event):
        return refuse(gettext("この催しは中止になりました。"))
    if status == EventStatus.PUBLISHED and not event.takes_applications:
        return refuse(gettext("この催しに申込みはいりません。当日そのままおいでください。"))
    if status == EventStatus.CLOSED:
        return refuse(
            gettext(
                "申込みは{closes_at}に締め切りました。"
                "空きがあるかもしれないので、主催者にお問い合わせください。"
            ).format(closes_at=japanese_datetime(event.closes_at))
        )
    return first_refusal(
        allow_if(
            status in (EventStatus.OPEN, EventStatus.FULL),
            gettext("この催しには、いまは申し込めません。"),
        ),
        _can_have_seat(event, attends_as),
    )


def can_enter(event: Event, *, attends_as: str = AttendsAs.VISITOR) -> Verdict:
    """Those who hold it enter somebody also after the deadline, and who comes to the door, until it is
    over."""
    if event.live_status == EventStatus.CLOSED and not _is_of_a_cancelled_project(event):
        return _can_have_seat(event, attends_as)
    return can_join(event, attends_as=attends_as)


def _can_have_seat(event: Event, attends_as: str) -> Verdict:
    return allow_if(
        attends_as != AttendsAs.HELPER or event.helpers_wanted,
        gettext("この催しでは、運営スタッフを募集していません。"),
    )


def can_still_come(event: Event) -> Verdict:
    """Whoever applied in time may confirm themselves until it begins."""
    return allow_if(
        event.status == EventStatus.PUBLISHED
        and event.starts_at > timezone.now()
        and not _is_of_a_cancelled_project(event),
        gettext("この催しは、もう始まったか、中止になりました。"),
    )


def can_bring(event: Event, people_count: int) -> Verdict:
    """So many at once: as many as the city's profile says, and children one by one."""
    most = 1 if event.is_for_children else city().events.people_most
    if 1 <= people_count <= most:
        return ALLOWED
    if event.is_for_children:
        return refuse(gettext("子どもの催しは、一人ずつ申し込んでください。"))
    return refuse(
        gettext(
            "一度に申し込めるのは{most}人までです。もっと多いときは、主催者にご相談ください。"
        ).format(most=most)
    )


def is_last_hours(event: Event) -> bool:
    """Whether a seat that comes free now is kept for nobody: it is whose who answers first."""
    return timezone.now() >= event.starts_at - timedelta(hours=city().events.last_hours)


def has_room_for(participation: Participation) -> bool:
    """Whether so many people still have a seat beside those who have one."""
    event = participation.event
    free = event.helpers_free if participation.is_helper else event.seats_free
    return free is None or participation.people_count <= free


def can_take_seat(participation: Participation) -> Verdict:
    """Whom one was offered, in time; and in the last hours whoever waits and answers first."""
    event = participation.event
    if not (verdict := can_still_come(event)):
        return verdict
    if participation.status == ParticipationStatus.OFFERED:
        return allow_if(
            participation.offer_until is not None and timezone.now() <= participation.offer_until,
            gettext("返事の期限が過ぎたため、席は次の方に案内されました。"),
        )
    if not is_last_hours(event):
        return refuse(
            gettext("席が空くと、順番にお知らせします。いまは{position}番目です。").format(
                position=participation.position
            )
        )
    return allow_if(
        has_room_for(participation),
        gettext("空いた席は、先に答えた方に決まりました。また空いたときは、もう一度押せます。"),
    )


def can_leave(participation: Participation) -> Verdict:
    """Until the event is over; no reason is asked."""
    return allow_if(
        participation.event.live_status not in (EventStatus.ENDED, EventStatus.RECORDED),
        gettext("終わった催しは、辞退できません。"),
    )


def can_be_noted(participation: Participation) -> Verdict:
    """Whoever has a seat, once people are let in."""
    return first_refusal(
        can_check_in(participation.event),
        allow_if(
            participation.status in HAS_SEAT or has_room_for(participation),
            gettext("空いた席がありません。定員を増やしてから、もう一度押してください。"),
        ),
    )


def may_say_they_came(person: Person, participation: Participation) -> Verdict:
    """Whoever has a seat, by themselves at the door; those who hold it, for anybody."""
    if is_organiser(person, participation.event):
        return ALLOWED
    return first_refusal(
        may_answer(person, participation),
        allow_if(
            participation.status in HAS_SEAT,
            gettext("席が決まっていません。受付の人に声をかけてください。"),
        ),
        lambda: allow_if(
            participation.event.live_status not in (EventStatus.ENDED, EventStatus.RECORDED),
            gettext("受付は終わりました。主催者に声をかけてください。"),
        ),
    )
