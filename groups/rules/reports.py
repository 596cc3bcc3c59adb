"""Who may report what stands somewhere, who decides about it, and who may ask for a second look."""

from django.utils.translation import gettext

from groups.models import Report
from groups.rules.people import belongs_to, coordinates, is_coordinator, manages, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.hiding import Hideable
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse


def can_report(thing: Hideable) -> Verdict:
    """Anybody who sees it, as long as it is shown."""
    return allow_if(
        not thing.is_hidden,
        gettext("これは、すでに表示をやめています。お知らせいただく必要はありません。"),
    )


def may_enter_report(person: Person) -> Verdict:
    """The coordinators, for somebody who came to the counter or called."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")


def may_decide(person: Person, report: Report) -> Verdict:
    """The coordinators, and whoever stands in for them."""
    return ALLOWED if coordinates(person, report) else not_yours("協働担当の職員")


def wrote_it(person: Person, report: Report) -> bool:
    """Wrote what was reported, or speaks for the group or the department for which it was written."""
    if not is_signed_in(person):
        return False
    if person.pk == report.author_id:
        return True
    return manages(person, [group.pk for group in report.groups.all()]) or works_in(
        person, [department.pk for department in report.departments.all()]
    )


def may_appeal(person: Person, report: Report) -> Verdict:
    """Who wrote it, and those for whom it was written; the coordinators for somebody who has no
    account, or says so at the counter."""
    if wrote_it(person, report) or coordinates(person, report):
        return ALLOWED
    return not_yours(gettext("書いた人と、その団体・課の人"))


def may_decide_again(person: Person, report: Report) -> Verdict:
    """A coordinator, or a stand-in, other than whoever hid it."""
    return first_refusal(
        may_decide(person, report),
        allow_if(
            person.pk != report.decided_by_id,
            "表示をやめると決めた人とは別の協働担当が見直します。ほかの方に頼んでください。",
        ),
    )


def reads_complaints(person: Person, report: Report) -> bool:
    """Whether this person may know who reported it and what they said: who decides, unless the words
    are their own or their group's."""
    if not coordinates(person, report) or wrote_it(person, report):
        return False
    return not belongs_to(person, [group.pk for group in report.groups.all()])


def can_hide(report: Report) -> Verdict:
    """As long as it is there and shown."""
    target = report.target
    if target is None:
        return refuse(
            "書いたものは、もうありません。「そのままにする」で、この通報を終えてください。"
        )
    return allow_if(
        not target.is_hidden,
        "書いた側が、すでに取り下げています。「そのままにする」で、この通報を終えてください。",
    )


def can_show_again(report: Report) -> Verdict:
    """As long as it is there, and hidden by the city: what its own side took down stays so."""
    target = report.target
    return allow_if(
        target is not None and target.hidden_by_city,
        "書いた側が取り下げたか、もう残っていないため、表示に戻せません。",
    )
