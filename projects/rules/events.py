"""Who may do what about an event."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Group, GroupStatus
from groups.rules.people import (
    coordinates,
    is_coordinator,
    is_department_staff,
    manages,
    works_in,
)
from kyodo_portal.cities import city
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from projects.models import Event, EventStatus, ProjectStatus

ORGANISERS = _("主催する団体の代表者・管理者と、主催する課の職員（市の催しは協働担当）")

OVER = (EventStatus.ENDED, EventStatus.RECORDED, EventStatus.CANCELLED)


def is_organiser(person: Person, event: Event) -> bool:
    """Speaks for those who hold it: manages its group or a partner of its project, works in its
    department or one responsible for its project; the city's own are the coordinators'."""
    return (
        manages(person, event.organiser_group_ids())
        or works_in(person, event.organiser_department_ids())
        or (event.is_citys_own and is_coordinator(person))
    )


def may_hold(person: Person, event: Event) -> Verdict:
    """Those who hold it make it, change it, see who comes, and write its record."""
    return ALLOWED if is_organiser(person, event) else not_yours(ORGANISERS)


def can_make_events(person: Person) -> Verdict:
    """Whoever speaks for a group or works for the city."""
    theirs = is_signed_in(person) and bool(person.managed_group_ids)
    return allow_if(
        theirs or is_department_staff(person) or is_coordinator(person),
        gettext(
            "催しをつくれるのは、団体の代表者・管理者と市の職員です。"
            "仲間と何かを始めたいときは、まず「相談する」から声をかけてください。"
        ),
    )


def may_call_off(person: Person, event: Event) -> Verdict:
    """Those who hold it; and the coordinators, for who does not answer any more."""
    theirs = is_organiser(person, event) or coordinates(person, event)
    return ALLOWED if theirs else not_yours(ORGANISERS)


def is_not_its_organiser(person: Person, event: Event) -> bool:
    """Whether calling it off would be judging what others hold."""
    return not is_organiser(person, event)


def can_be_published(event: Event) -> Verdict:
    """It says when, where and what; its group is registered, its project public and not over."""
    return all_refusals(
        allow_if(
            event.starts_at > timezone.now(),
            gettext("始まる日時が過ぎています。これからの日時に直してから公開してください。"),
        ),
        allow_if(
            event.place_id or event.place_text or event.online_url,
            gettext("場所か、オンラインの参加先を書いてください。"),
        ),
        allow_if(event.text, gettext("「どんな日か」を、ひとことでも書いてください。")),
        _can_be_held(event),
    )


def _can_be_held(event: Event) -> Verdict:
    project = event.project
    if project is not None and not project.is_published:
        return refuse(
            gettext(
                "この協働事業は、まだ公開されていません。事業を公開してから、催しを公開できます。"
            )
        )
    if project is not None and project.status == ProjectStatus.CANCELLED:
        return refuse(gettext("この協働事業は中止になったため、催しを公開できません。"))
    if event.group is not None:
        return can_announce(event.group)
    return ALLOWED


def can_announce(group: Group) -> Verdict:
    """A group that waits for its registration may draft, and announces nothing yet."""
    return allow_if(
        group.status == GroupStatus.REGISTERED,
        gettext(
            "催しを公開できるのは、登録された団体だけです。下書きは、そのまま残しておけます。"
            "団体の登録が済んだら、もう一度押してください。"
        ),
    )


def can_edit(person: Person, event: Event) -> Verdict:
    """Those who hold it, until it is over."""
    return first_refusal(
        may_hold(person, event),
        allow_if(
            event.live_status not in OVER,
            gettext(
                "終わった催しと中止した催しは、変更できません。結果は「記録」に書いてください。"
            ),
        ),
    )


def can_discard(person: Person, event: Event) -> Verdict:
    """A draft that nobody else has seen; what was announced is called off, and stays to be read."""
    return first_refusal(
        may_hold(person, event),
        allow_if(
            event.status == EventStatus.DRAFT,
            gettext(
                "公開した催しは消せません。行わないときは、理由を書いて「中止する」を押してください。"
            ),
        ),
    )


def can_write_record(person: Person, event: Event) -> Verdict:
    """Those who hold it, once it has begun."""
    return first_refusal(
        may_hold(person, event),
        allow_if(
            event.status in (EventStatus.PUBLISHED, EventStatus.RECORDED)
            and event.starts_at <= timezone.now(),
            gettext("記録は、催しが始まってから書けます。"),
        ),
    )


def can_publish_record(event: Event) -> Verdict:
    """It is written."""
    return allow_if(
        hasattr(event, "record"),
        gettext("先に「記録を書く」で、当日のようすと人数を書いてください。"),
    )


def can_check_in(event: Event) -> Verdict:
    """From an hour before (the city's profile says how long) until its record is public."""
    opens = event.starts_at - timedelta(minutes=city().events.check_in_minutes)
    return first_refusal(
        allow_if(
            event.status in (EventStatus.PUBLISHED, EventStatus.RECORDED),
            gettext("この催しは行われません。"),
        ),
        allow_if(
            timezone.now() >= opens,
            gettext("受付は、始まる{minutes}分前からできます。").format(
                minutes=city().events.check_in_minutes
            ),
        ),
    )
