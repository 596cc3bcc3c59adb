"""Who may write to whom, and what either side may do with a thread.

On which side somebody stands is told by the thread alone: who began it is its citizen, whatever else
they are; who speaks for the group, works in the department, or answers for the desk, is the office.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext

from groups import people
from groups.models import Block, Department, Group, GroupStatus, Side, Thread, ThreadStatus
from groups.models.messages import Office, long_ago
from groups.rules.people import is_coordinator, manages, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse


def has_somebody_to_answer(office: Office) -> bool:
    """Whether somebody with an account reads there: else the desk reads, and passes it on."""
    if isinstance(office, Department):
        return office.is_active and people.staff([office.pk]).exists()
    return office.status != GroupStatus.DORMANT and people.managers([office.pk]).exists()


def can_contact(person: Person, office: Office) -> Verdict:
    """Everybody, with an account or without; not one's own group or department. An account has to have
    proved its address."""
    own_group = isinstance(office, Group) and manages(person, [office.pk])
    own_department = isinstance(office, Department) and works_in(person, [office.pk])
    return first_refusal(
        allow_if(
            not own_group,
            gettext("あなたが管理している団体です。ご自分の団体にメッセージは送れません。"),
        ),
        allow_if(
            not own_department,
            gettext("あなたの課です。ご自分の課にメッセージは送れません。"),
        ),
        allow_if(
            not is_signed_in(person) or person.is_confirmed,
            gettext(
                "メールアドレスの確認が済んでいないため、まだ送れません。一度ログアウトし、"
                "「メールでコードを受け取る」からログインすると、確認が済みます。"
            ),
        ),
    )


def side_of(person: Person, thread: Thread) -> Side | None:
    """On which side of the thread this person stands; None where on neither."""
    if not is_signed_in(person):
        return None
    if thread.user_id == person.pk:
        return Side.CITIZEN
    answers = (
        manages(person, [thread.group_id])
        or works_in(person, [thread.department_id])
        or (thread.for_desk and is_coordinator(person))
    )
    return Side.OFFICE if answers else None


def can_write(person: Person, thread: Thread) -> Verdict:
    """Either side, while the thread goes on."""
    side = side_of(person, thread)
    if side is None:
        return not_yours(gettext("このメッセージの送り手と受け手"))
    return first_refusal(can_go_on(thread), lambda: may_address(side, thread))


def can_go_on(thread: Thread) -> Verdict:
    """Not once it is over, nor when its group is no more."""
    if thread.group is not None and thread.group.status == GroupStatus.DELETED:
        return refuse(
            gettext(
                "この団体の登録がなくなったため、やりとりは終わりました。ここまでの言葉は、しばらく読めます。"
                "ご用のときは、協働の窓口にご相談ください。"
            )
        )
    return allow_if(
        thread.status != ThreadStatus.CLOSED,
        gettext(
            "このやりとりは終わっています。続きがあるときは、新しいメッセージを送ってください。"
        ),
    )


def may_address(side: Side, thread: Thread) -> Verdict:
    """Who hears nothing from the other does not write to them either."""
    return allow_if(
        not blocks_between(thread).filter(by=side).exists(),
        gettext("相手をブロックしています。書くときは、先にブロックをやめてください。"),
    )


def can_close(person: Person, thread: Thread) -> Verdict:
    """Either side, when the matter is settled."""
    if side_of(person, thread) is None:
        return not_yours(gettext("このメッセージの送り手と受け手"))
    return ALLOWED


def can_block(person: Person, thread: Thread) -> Verdict:
    """Who wrote may block the group or the department; a group who wrote to it. The city does not
    block: whoever turns to it is heard."""
    side = side_of(person, thread)
    if side is None:
        return not_yours(gettext("このメッセージの送り手と受け手"))
    speaks_for_group = manages(person, [thread.group_id])
    return allow_if(
        side == Side.CITIZEN or speaks_for_group,
        gettext("市の課と協働の窓口は、送り手をブロックできません。"),
    )


def can_ask_for_answer(thread: Thread) -> Verdict:
    """Who has waited too long and was not asked for lately: neither side is pressed every day."""
    waits = thread.waiting_since is not None and thread.waiting_since <= long_ago()
    return first_refusal(
        allow_if(waits, "このメッセージには、もう返事があったか、まだ返事を待つ期間です。"),
        allow_if(
            thread.asked_at is None or thread.asked_at <= long_ago(),
            "返事をお願いしたばかりです。しばらく待っても返事がないときに、もう一度お願いできます。",
        ),
    )


def can_pass_on(person: Person, thread: Thread) -> Verdict:
    """The desk, what it reads for a group that cannot."""
    may = is_coordinator(person) and thread.for_desk and side_of(person, thread) == Side.OFFICE
    return ALLOWED if may else not_yours("協働担当の職員")


def blocks_between(thread: Thread) -> QuerySet[Block]:
    """Who of the two has blocked the other."""
    return Block.objects.filter(
        user=thread.user_id,
        guest=thread.guest_id,
        group=thread.group_id,
        department=thread.department_id,
    )
