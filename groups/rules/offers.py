"""Who may offer something for a group, ask for it, and answer."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, GroupStatus, Offer, OfferStatus, OfferTalk, TalkStatus
from groups.rules.people import is_coordinator, manages, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse

NO_LONGER = {
    OfferStatus.AGREED: _("すでにほかの団体か課に決まりました。"),
    OfferStatus.THANKED: _("すでに使われ、お礼と記録が済みました。"),
    OfferStatus.WITHDRAWN: _("この提供は、取り下げられました。"),
    OfferStatus.EXPIRED: _("相談を受け付ける期限を過ぎました。"),
}


def can_make_offer(person: Person, group: Group) -> Verdict:
    """Who speaks for a registered group; the coordinators, for a group that came to the counter and is not
    their own."""
    if not (manages(person, [group.pk]) or is_coordinator(person)):
        return not_yours(gettext("この団体の管理者と、協働担当の職員"))
    return allow_if(
        group.status == GroupStatus.REGISTERED,
        gettext(
            "提供を書けるのは、登録されている団体です。登録が済んだら、団体のページから書けます。"
        ),
    )


def may_decide_offer(person: Person, offer: Offer) -> Verdict:
    """Who speaks for the offering group, and the coordinators for it."""
    if manages(person, [offer.group_id]) or is_coordinator(person):
        return ALLOWED
    return not_yours(gettext("提供する団体の管理者と、協働担当の職員"))


def can_edit_offer(person: Person, offer: Offer) -> Verdict:
    """Until somebody has asked: what two are talking about is not changed under them."""
    return first_refusal(
        may_decide_offer(person, offer),
        allow_if(
            offer.status != OfferStatus.TALKING,
            gettext(
                "相談が届いているあいだは、内容を直せません。相談に返事をしてから直すか、"
                "取り下げて、新しい提供を書いてください。"
            ),
        ),
        allow_if(
            offer.status == OfferStatus.OPEN,
            gettext("この提供は終わっています。続けるときは、新しい提供を書いてください。"),
        ),
    )


def can_ask(offer: Offer) -> Verdict:
    """While it is open, for whomever."""
    if offer.is_hidden:
        return refuse(gettext("この提供は、市が表示をやめています。いまは相談できません。"))
    if offer.is_taking:
        return ALLOWED
    reason = NO_LONGER.get(OfferStatus(offer.live_status), NO_LONGER[OfferStatus.EXPIRED])
    return refuse(f"{reason}{gettext('ほかの提供を見るか、協働の窓口にご相談ください。')}")


def may_ask_as(person: Person, taker: Group | Department, offer: Offer) -> Verdict:
    """Who speaks for a registered group other than the offering one, or works in the department. Who speaks
    for both sides of it does neither."""
    if manages(person, [offer.group_id]):
        return refuse(gettext("ご自身の団体の提供です。相談は、ほかの団体や課の方から届きます。"))
    if isinstance(taker, Department):
        theirs = works_in(person, [taker.pk])
    else:
        theirs = manages(person, [taker.pk]) and taker.status == GroupStatus.REGISTERED
    return ALLOWED if theirs else not_yours(gettext("登録された団体の管理者と、市の課の職員"))


def is_taker(person: Person, talk: OfferTalk) -> bool:
    """Speaks for whoever asked."""
    return manages(person, [talk.group_id]) or works_in(person, [talk.department_id])


def may_answer_talk(person: Person, talk: OfferTalk) -> Verdict:
    """Who speaks for the offering group, but not to themselves."""
    if is_taker(person, talk):
        return refuse(
            gettext(
                "相談した側の方は、返事ができません。提供する団体のほかの方か、協働担当の職員が返事をします。"
            )
        )
    return may_decide_offer(person, talk.offer)


def may_take_back_talk(person: Person, talk: OfferTalk) -> Verdict:
    """Who speaks for whoever asked."""
    return ALLOWED if is_taker(person, talk) else not_yours(gettext("相談した団体・課の方"))


def may_call_off(person: Person, talk: OfferTalk) -> Verdict:
    """Either side."""
    return ALLOWED if is_taker(person, talk) else may_decide_offer(person, talk.offer)


def can_thank_for(person: Person, talk: OfferTalk) -> Verdict:
    """Who was given it, once it was agreed."""
    return first_refusal(
        may_take_back_talk(person, talk),
        allow_if(
            talk.status == TalkStatus.AGREED,
            gettext("お礼は、提供が決まってから、一度書けます。"),
        ),
    )


def can_still_be_asked(talk: OfferTalk) -> Verdict:
    """The offer has gone to nobody yet."""
    return allow_if(
        talk.offer.status in (OfferStatus.OPEN, OfferStatus.TALKING),
        gettext("この提供は、すでに決まったか取り下げられています。"),
    )
