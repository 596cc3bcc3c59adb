"""What each kind of call switches on: one table, which the form, the rules and the birth of a project read.

A call is of one kind for life, and its line is always the same: announced, open, reviewed, decided. What
differs stands here; docs/kinds-of-call.md is printed from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.words.languages import Words
from proposals.models import Call, CallKind, Proposal

CONTRACTED, GRANTED, MANAGED = 7, 8, 9
"""The forms of collaboration 委託, 補助 and 指定管理, by their numbers."""

#: The essential fields of practice §1.4, in the order of the form.
ESSENTIAL = (
    *("title", "summary", "background", "purpose", "content", "target_people", "place"),
    *("starts_on", "ends_on", "why_together", "expected_effect", "start_pattern", "main_form"),
)


class Makes(Enum):
    """What comes of a proposal that is adopted."""

    PROJECT = "提案された形態の協働事業"
    GRANT = "補助の協働事業"
    CONTRACT = "委託か指定管理の協働事業"
    CONSULTATION = "窓口との相談"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfCall:
    """What one kind of call switches on.

    settled     columns of the call without which it is not announced: what the city says first.
    left_out    sections of the form (`content.sections`) that a proposal does not have.
    unasked     fields of the other sections that are not asked, as the call settles them.
    required    fields without which a proposal is not submitted.
    asked       fields that are asked in the words of the kind.
    judged      whether it is judged by criteria, and reviewers fill in sheets; else the committee's conclusion
                is enough.
    one_page    whether the whole proposal is short enough to be written on one page.
    persons     whether a call may take proposals of single persons.
    guests      whether a call that takes them of single persons takes them without an account, too.
    makes       what adoption makes.
    courses     whether a call may have courses, of which a proposal takes one.
    forms       the forms of collaboration it can be made in; the city's own follow one of them.
                Empty: the one that is proposed.
    """

    settled: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()
    required: tuple[str, ...] = ESSENTIAL
    asked: Mapping[str, Words] = field(default_factory=dict)
    judged: bool = True
    one_page: bool = False
    persons: bool = True
    guests: bool = False
    makes: Makes = Makes.PROJECT
    courses: bool = False
    forms: tuple[int, ...] = ()

    @property
    def has_budget(self) -> bool:
        """Whether money is asked for."""
        return "budget" not in self.left_out

    def asks(self, section: str, field: str) -> bool:
        """Whether this field of this section is one that proposers fill in."""
        return section not in self.left_out and field not in self.unasked


_SETTLED_FORM = frozenset({"start_pattern", "main_form", "forms"})


def _without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in ESSENTIAL if name not in names)


KINDS: Mapping[str, KindOfCall] = {
    CallKind.CITIZEN: KindOfCall(),
    CallKind.CITY: KindOfCall(settled=("theme", "department")),
    CallKind.SUBSIDY: KindOfCall(
        settled=("budget_cap",),
        left_out=frozenset({"roles"}),
        unasked=_SETTLED_FORM | {"why_together"},
        required=_without("why_together", "start_pattern", "main_form"),
        makes=Makes.GRANT,
        courses=True,
        forms=(GRANTED,),
    ),
    CallKind.TENDER: KindOfCall(
        settled=("department", "adopted_form"),
        left_out=frozenset({"roles", "goals"}),
        unasked=_SETTLED_FORM | {"desired_department"},
        required=_without("background", "why_together", "start_pattern", "main_form"),
        persons=False,
        makes=Makes.CONTRACT,
        forms=(CONTRACTED, MANAGED),
    ),
    CallKind.IDEA: KindOfCall(
        left_out=frozenset(
            {"goals", "together", "roles", "schedule", "effect", "budget", "attachments"}
        ),
        unasked=frozenset(
            {"desired_department", "title_kana", "subtitle", "theme", "summary", "purpose"}
            | {"target_people", "expected_count", "place", "district", "starts_on", "ends_on"}
        ),
        required=("title", "background", "content"),
        asked={
            "title": _("アイデアを一言でいうと"),
            "background": _("どんなことに気づきましたか。だれが困っていますか"),
            "content": _("どうなるとよいですか。そのために何ができそうですか"),
        },
        judged=False,
        one_page=True,
        guests=True,
        makes=Makes.CONSULTATION,
    ),
}


def kind_of(call: Call) -> KindOfCall:
    """What this call switches on."""
    return KINDS[call.kind]


def what_adoption_makes(call: Call) -> Makes:
    """What comes of a proposal to this call that is adopted."""
    return kind_of(call).makes


def is_made_in(call: Call, number: int | None) -> bool:
    """Whether what this call adopts can be of this form of collaboration: every one where proposals
    say it; else one of the kind's, or one of the city's own in the same steps."""
    forms = kind_of(call).forms
    return not forms or (number is not None and (city().form(number).follows or number) in forms)


def form_made_by(proposal: Proposal) -> int | None:
    """The form of the project that comes of an adopted proposal: the call's, or where its kind leaves
    no choice the kind's, or else the one that is proposed."""
    forms = kind_of(proposal.call).forms
    if not forms:
        return proposal.main_form
    return forms[0] if len(forms) == 1 else proposal.call.adopted_form
