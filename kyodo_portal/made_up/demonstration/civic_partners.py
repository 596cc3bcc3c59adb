"""A task of the city that people take on, where the city of the demonstration has that: who offers, and what
they say of their own ties to it."""

from groups.models import Department
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.words import week
from projects.actions.help_answers import offer_help
from projects.actions.help_wanted import ask_for_help
from projects.flows import HELP_ANSWER_FLOW
from projects.models import HelpAnswer, HelpWanted

#: Who offers, in which words, how they are tied to the task, and whether they were said yes to.
OFFERS = (
    ("citizen", "週末なら続けられます。", "none", "", True),
    (
        "reviewer1",
        "以前、案内の仕事をしていました。",
        "some",
        "家族が同じ建物の売店を営んでいます。",
        False,
    ),
)


def look_for_partners(world: World) -> None:
    """The department in which the demonstration's officer works asks for people at its reception; one of
    two is already at work, the other waits for an answer."""
    if not city().taking_part.civic_partners:
        return
    officer = world.person("staff")
    department = Department.objects.active().filter(staff=officer).order_by("pk")[0]
    with at(world.calendar.moment(-25, 9)):
        wanted, _ = ask_for_help(
            owner=department,
            wanted=HelpWanted(
                kind="people",
                title="資料室の受付と案内を受け持つ方",
                text="週に1日から、資料室の受付と案内を受け持っていただきます。進め方は、受け持つ方どうしで決めます。",
                number=3,
                times=week.on_days([5, 6]),
                place="市民交流センター 1階の資料室",
                reward="expenses",
                cost="交通費は市が出します。",
                safety="市の市民活動保険の対象です。",
                conditions="知った個人の情報を、終わったあとも話さないこと",
                is_civic_partner=True,
            ),
            fields=[],
            by=officer,
            key=key_of("civic-partner"),
        )
    for number, (key, message, interest, words, is_accepted) in enumerate(OFFERS):
        with at(world.calendar.moment(-20 + number * 14, 12)):
            answer, _ = offer_help(
                wanted=wanted,
                answer=HelpAnswer(message=message, interest=interest, interest_words=words),
                by=world.person(key),
                key=key_of(f"civic-partner/{key}"),
            )
        if is_accepted:
            with at(world.calendar.moment(-18, 10)):
                note = "ありがとうございます。受け持つ日を、土曜の10時に一緒に決めましょう。"
                HELP_ANSWER_FLOW.make("accept", answer, by=officer, note=note)
