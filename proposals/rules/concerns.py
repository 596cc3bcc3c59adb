"""Who may tell what is needed, say "me too", look at it, group it, answer it and lead it on."""

from django.utils.translation import gettext

from groups.guests import guest_id_of
from groups.rules.people import coordinates, is_coordinator, is_department_staff, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from proposals.interest import concerns_of_concern
from proposals.models import Concern, ConcernStatus

BEFORE_THE_ANSWER = (ConcernStatus.RECEIVED, ConcernStatus.PUBLIC, ConcernStatus.PRIVATE)


def is_writer(person: Person, concern: Concern) -> bool:
    """Told it themselves: with their account, or as the guest whose page is open."""
    if is_signed_in(person):
        return person.pk == concern.created_by_id
    guest = guest_id_of(person)
    return guest is not None and guest == concern.guest_id


def is_desk(person: Person, concern: Concern) -> bool:
    """Answers it: a coordinator, or staff of the department to which it was passed."""
    return coordinates(person, concern) or works_in(person, [concern.department_id])


def may_enter(person: Person) -> Verdict:
    """The coordinators and the staff of departments, for somebody who came, wrote or called."""
    if is_coordinator(person) or is_department_staff(person):
        return ALLOWED
    return not_yours("市の職員")


def may_look(person: Person, concern: Concern) -> Verdict:
    """The coordinators decide what is published and what is the same."""
    return ALLOWED if coordinates(person, concern) else not_yours("協働担当の職員")


def may_take_back(person: Person, concern: Concern) -> Verdict:
    """Whoever told it."""
    return ALLOWED if is_writer(person, concern) else not_yours(gettext("困りごとを書いた方"))


def can_go_alone(concern: Concern) -> Verdict:
    """What others told was merged into it, and would go with it."""
    return allow_if(
        not concern.merged.exists(),
        gettext(
            "ほかの方の同じ困りごとがまとめられているため、取り下げられません。"
            "だれが書いたかは、公開されていません。消したい言葉があるときは、協働の窓口にお知らせください。"
        ),
    )


def may_answer(person: Person, concern: Concern) -> Verdict:
    """The coordinators, and the staff of the department to which it was passed."""
    if is_desk(person, concern):
        return ALLOWED
    return not_yours("協働担当の職員と、担当する課の職員")


def can_be_judged(person: Person, concern: Concern) -> Verdict:
    """Whoever did not tell it themselves."""
    return can_judge(person, concern, *concerns_of_concern(concern))


def can_edit(person: Person, concern: Concern) -> Verdict:
    """Whoever told it, until staff have looked, and again where it was kept private."""
    return first_refusal(
        may_take_back(person, concern),
        allow_if(
            concern.status in (ConcernStatus.RECEIVED, ConcernStatus.PRIVATE),
            gettext(
                "市が確認した困りごとは、書き直せません。"
                "付け足すことがあるときは、新しい困りごととして書くか、窓口に知らせてください。"
            ),
        ),
    )


def can_say_me_too(person: Person, concern: Concern) -> Verdict:
    """Everybody but its writer, while it is in the list and nothing has been done about it yet."""
    return first_refusal(
        allow_if(
            concern.is_public,
            gettext(
                "この困りごとは、いまは公開されていません。一覧から、ほかの困りごとをご覧ください。"
            ),
        ),
        allow_if(
            not is_writer(person, concern),
            gettext("ご自身が書いた困りごとです。「わたしも」は、ほかの方が押します。"),
        ),
        allow_if(
            concern.status != ConcernStatus.DONE,
            gettext(
                "この困りごとは、対応が済みました。まだ困っているときは、新しい困りごととして書いてください。"
            ),
        ),
    )


def can_answer(person: Person, concern: Concern) -> Verdict:
    """The desk, free of interest, once staff have looked; an answer can be given anew until it is done."""
    return first_refusal(
        may_answer(person, concern),
        lambda: can_be_judged(person, concern),
        allow_if(
            concern.status in (ConcernStatus.PUBLIC, ConcernStatus.PRIVATE, ConcernStatus.ANSWERED),
            "回答できるのは、公開するか公開しないかを決めてから、対応が済むまでです。先に、公開するかどうかを決めてください。",
        ),
    )


def can_publish(person: Person, concern: Concern) -> Verdict:
    """The coordinators, free of interest: what was told, or was kept private until now."""
    return first_refusal(
        may_look(person, concern),
        lambda: can_be_judged(person, concern),
        allow_if(
            concern.status in (ConcernStatus.RECEIVED, ConcernStatus.PRIVATE),
            "公開するかどうかは、もう決まっています。ページを開き直して、いまの状態を確かめてください。",
        ),
    )


def can_pass_on(person: Person, concern: Concern) -> Verdict:
    """The coordinators, free of interest, until it is done."""
    return first_refusal(
        may_look(person, concern),
        lambda: can_be_judged(person, concern),
        allow_if(
            concern.status in (*BEFORE_THE_ANSWER, ConcernStatus.ANSWERED),
            "この困りごとは終わっているか、ほかの困りごとにまとめられているため、課に渡せません。",
        ),
    )


def can_merge(person: Person, concern: Concern) -> Verdict:
    """The coordinators, free of interest, before the answer."""
    return first_refusal(
        may_look(person, concern),
        lambda: can_be_judged(person, concern),
        allow_if(
            concern.status in BEFORE_THE_ANSWER,
            "まとめられるのは、回答する前の困りごとです。回答したあとは、同じ回答をそれぞれに送ってください。",
        ),
    )


def can_hold_others(person: Person, concern: Concern) -> Verdict:
    """Others are merged into what is in the list, so that those who told them can read it; by who has no interest in
    it either, for it gains weight."""
    return first_refusal(
        lambda: allow_if(
            concern.is_public and concern.status != ConcernStatus.DONE,
            "まとめる先は、公開していて、対応が済んでいない困りごとから選んでください。",
        ),
        lambda: can_be_judged(person, concern),
    )


def can_judge_photo(person: Person, concern: Concern) -> Verdict:
    """The coordinators, free of interest, at any time: what should not be seen is taken away at once."""
    return first_refusal(may_look(person, concern), lambda: can_be_judged(person, concern))


def can_lead_on(person: Person, concern: Concern) -> Verdict:
    """The desk, free of interest, while it is in the list: both pages show the other."""
    return first_refusal(
        may_answer(person, concern),
        lambda: can_be_judged(person, concern),
        allow_if(
            concern.is_public,
            "公開していない困りごとは、募集や手伝いと結びつけられません。先に公開してください。",
        ),
    )


def can_consult_about(person: Person, concern: Concern) -> Verdict:
    """Anybody with an account, about what is in the list."""
    return first_refusal(
        allow_if(is_signed_in(person), gettext("相談を書くには、先にログインしてください。")),
        allow_if(
            concern.is_public,
            gettext("この困りごとは、いまは公開されていません。相談は、協働の窓口に直接書けます。"),
        ),
    )
