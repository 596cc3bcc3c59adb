"""What was reported of what groups wrote, and what the city did: left it, hid it, showed it again, or did not
after another look."""

from dataclasses import dataclass

from groups.actions.journal import write_entry
from groups.actions.reports import report
from groups.flows import REPORT_FLOW
from groups.models import Complaint, JournalEntry, Report
from kyodo_portal.life.hiding import KINDS
from kyodo_portal.life.standing_in import name_stand_in
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at

SECOND_LOOK = "ただ一人の協働担当が、はじめに表示をやめると決めたため。"
"""Why somebody of another department looks again."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a group told of one day, so many days ago; what the citizen said of it a day later; and what
    followed day by day: `leave` or `hide` by the coordinator, `appeal` by the group, and `restore` or
    `uphold` by who stands in."""

    group: str
    days: int
    text: str
    reason: str
    note: str
    then: tuple[tuple[str, str], ...]


CASES = (
    Case(
        "tetsunagi", -26, "庭の草取りを5軒でしました。カマキリの卵を三つ見つけました。",
        "wrong", "三つではなく、四つだったはずです。",
        (("leave", "数のちがいは、団体に直接伝えれば足りるため。"),),
    ),
    Case(
        "science", -24, "手伝ってくれた学生さんの連絡先は、000-0000-0000です。",
        "personal", "本人の番号がのっています。",
        (("hide", "ほかの人の連絡先が書かれているため。"),),
    ),
    Case(
        "konoyubi", -22, "父親の会で、夜泣きの話をしました。泣いた人もいました。",
        "personal", "来ていた人が、だれのことか分かります。",
        (
            ("hide", "来た人のことが、だれのことか分かるように書かれているため。"),
            ("appeal", "だれとも書いていません。来た人にも読んでもらってから出しました。"),
            ("restore", "名前も様子も書かれておらず、だれのことかは分からないため。"),
        ),
    ),
    Case(
        "bosai", -21, "となりの町内は備えが何もなく、見ていてこわいほどでした。",
        "abuse", "よその町内を悪く言っています。",
        (
            ("hide", "よその町内を悪く言う言葉があるため。"),
            ("appeal", "備えを広げたくて、思ったとおりに書きました。"),
            ("uphold", "言いたいことは、よその町内を悪く言わなくても書けるため。"),
        ),
    ),
)  # fmt: skip


def complain(world: World) -> None:
    """Each case through its days. Who hid something does not look at it again: somebody stands in."""
    for case in CASES:
        _live(world, case)


def _live(world: World, case: Case) -> None:
    with at(world.calendar.moment(case.days, 19)):
        entry, _ = write_entry(
            by=world.manager_of(case.group),
            key=key_of(f"reported/{case.group}"),
            group=world.groups[case.group],
            entry=JournalEntry(happened_on=world.calendar.day(case.days), text=case.text),
        )
    with at(world.calendar.moment(case.days + 1, 12)):
        complaint = Complaint(reason=case.reason, note=case.note)
        by = world.person("citizen")
        told, _ = report(kind=KINDS["journal"], thing=entry, complaint=complaint, by=by)
    for later, (move, words) in enumerate(case.then, start=2):
        with at(world.calendar.moment(case.days + later, 14)):
            _go_on(world, case, Report.objects.get(pk=told.pk), move, words)


def _go_on(world: World, case: Case, told: Report, move: str, words: str) -> None:
    by = world.manager_of(case.group) if move == "appeal" else world.coordinator
    if move in ("restore", "uphold"):
        second = world.person("staff")
        name_stand_in(record=told, person=second, reason=SECOND_LOOK, by=world.person("admin"))
        by = world.person("staff")
    REPORT_FLOW.make(move, told, by=by, note=words)
