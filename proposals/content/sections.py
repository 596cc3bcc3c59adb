"""The parts of a proposal in the order of its form: for writing, checking and reading alike."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.words.languages import Words
from proposals.content import completeness
from proposals.kinds_of_call import ESSENTIAL, kind_of
from proposals.models import Call, Proposal


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form. `tables` are row tables (goals, roles, schedule, income, expense) or
    the attachments; `checks` are what it must fulfil before submission, `required` the fields that must
    be filled in by then. An `optional` part may stay empty, though what is written in it must be whole."""

    key: str
    title: Words
    lead: Words
    fields: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    checks: tuple[completeness.Check, ...] = ()
    optional: bool = False
    required: tuple[str, ...] = ESSENTIAL

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that this city asks for: of a start pattern only where it has them."""
        has_patterns = city().has_patterns
        return tuple(name for name in self.fields if name != "start_pattern" or has_patterns)

    @property
    def is_needed(self) -> bool:
        """Whether something of it must be written before submission."""
        needed = self.checks or set(self.asked) & set(self.required)
        return bool(needed) and not self.optional

    def is_done(self, proposal: Proposal) -> bool:
        """Whether everything needed of it is written."""
        needed = [name for name in self.asked if name in self.required]
        return all(getattr(proposal, name) not in (None, "") for name in needed) and not any(
            check(proposal) for check in self.checks
        )


ANSWERS = "answers"
"""The table with the answers to what only the call asks."""

SECTIONS = (
    Section(
        "who",
        _("提案する人"),
        _("どの団体として提案するかと、いっしょに取り組みたい市の課を選びます。"),
        ("group", "desired_department"),
        checks=(completeness.proposer_is_named,),
    ),
    Section(
        "outline",
        _("事業のあらまし"),
        _("はじめて読む人にも、どんな事業かが伝わるように書いてください。"),
        ("title", "title_kana", "subtitle", "theme", "summary"),
    ),
    Section(
        "issue",
        _("課題と目的"),
        _("地域でいま何が起きていて、それをどう変えたいのかを書きます。"),
        ("background", "purpose"),
    ),
    Section(
        "plan",
        _("事業の内容"),
        _("だれに、どこで、いつ、何をするのかを書きます。"),
        ("content", "target_people", "expected_count", "place", "district", "starts_on", "ends_on"),
    ),
    Section(
        "goals",
        _("目標"),
        _("終わったときに、できたかどうかを確かめられる目標にします。"),
        tables=("goals",),
        checks=(completeness.goals_are_set,),
    ),
    Section(
        "together",
        _("市と一緒に取り組む理由"),
        _("団体だけ、市だけで行うよりも良くなるのは、どんなところですか。"),
        ("why_together", "start_pattern", "main_form", "forms", "fields"),
    ),
    Section(
        "roles",
        _("役割分担"),
        _(
            "準備・実施・終了後に、提案する側と市がそれぞれ何をするのかを書きます。提案する側と市の両方に、"
            "一つ以上の役割が要ります（「双方」の行があれば足ります）。個人で提案するときは、「団体」を「提案する方」と読みかえてください。"
        ),
        tables=("roles",),
        checks=(completeness.roles_are_shared,),
    ),
    Section(
        "schedule",
        _("スケジュール"),
        _("準備から終わりまでの、おおまかな予定です。"),
        tables=("schedule",),
        checks=(completeness.schedule_is_whole,),
        optional=True,
    ),
    Section(
        "effect",
        _("効果と見通し"),
        _("事業がもたらすものと、そのあとのことを書きます。"),
        ("expected_effect", "novelty", "sustainability", "safety", "other_grants"),
    ),
    Section(
        "budget",
        _("収支予算"),
        _("収入と支出の合計が同じになるように書きます。合計は、保存すると表示されます。"),
        ("course", "requested_amount"),
        ("income", "expense"),
        (completeness.budget_is_settled,),
    ),
    Section(
        "questions",
        _("この募集の質問"),
        _("この募集だけの質問です。提出した答えは、提案の内容と一緒に読まれます。"),
        tables=(ANSWERS,),
        checks=(completeness.answers_are_given,),
    ),
    Section(
        "attachments",
        _("添付書類"),
        _(
            "規約、名簿、見積書などを添えられます。読めるのは、提案した人と市の担当者、審査委員だけです。"
        ),
        tables=("attachments",),
        checks=(completeness.papers_are_there,),
    ),
    Section(
        "consent",
        _("公開への同意"),
        _(
            "提案の内容は、審査の結果が公表されるときに、だれでも読めるようになります。添付書類は公開しません。"
        ),
        ("agrees_to_publish",),
        checks=(completeness.consent_is_given,),
    ),
)


def _is_asked(call: Call, section: str, name: str) -> bool:
    if name == "course" and not (kind_of(call).courses and call.offered_courses):
        return False
    return kind_of(call).asks(section, name)


def _is_checked(call: Call, section: Section) -> bool:
    """Documents are free where the call names no paper."""
    return "attachments" not in section.tables or bool(call.wanted_papers)


def sections_of(call: Call) -> list[Section]:
    """The sections that a proposal to this call has, with what its kind asks in them."""
    kind = kind_of(call)
    return [
        replace(
            section,
            fields=tuple(name for name in section.fields if _is_asked(call, section.key, name)),
            required=kind.required,
            checks=section.checks if _is_checked(call, section) else (),
        )
        for section in SECTIONS
        if section.key not in kind.left_out
        and (ANSWERS not in section.tables or call.own_questions)
    ]


def section_named(call: Call, key: str) -> Section | None:
    """The section of this key, where a proposal to this call has it."""
    return next((section for section in sections_of(call) if section.key == key), None)


def section_holding(call: Call, place: str) -> Section | None:
    """The section on whose page this control stands (the `place` of a gap): a field's, or one of a row's."""
    name, dash, _ = place.removeprefix("id_").partition("-")
    for section in sections_of(call):
        if dash:
            is_here = any(table.startswith(name) for table in section.tables)
        else:
            is_here = any(_is_of(name, each) for each in section.fields)
        if is_here:
            return section
    return None


def _is_of(control: str, field: str) -> bool:
    """Whether it is the control of this field, or one of its choices."""
    return control == field or control.startswith(f"{field}_")
