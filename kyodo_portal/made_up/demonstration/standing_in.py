"""Somebody who stands in for the coordinators: the only one asks the desk herself."""

from kyodo_portal.life.standing_in import name_stand_in
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.talks import TalkStory, talk

OWN_QUESTION = TalkStory(
    key="own-question",
    by="coordinator",
    asked=-6,
    subject="休みの日の朗読会に、静かな部屋を借りられないか",
    concern="近所の三人で始めた朗読会です。人が増え、家の居間では足りなくなりました。",
    idea="公民館の和室を、月に一度、日曜の午前に使えたらと思います。",
)


def stand_in(world: World) -> None:
    """What the coordinator asks for herself, a member of another department answers."""
    talk(world, OWN_QUESTION)
    with at(world.calendar.moment(-5, 10)):
        name_stand_in(
            record=world.talks[OWN_QUESTION.key],
            person=world.staff_of("park"),
            reason="ただ一人の協働担当が、仕事を離れて自分で相談したため。",
            by=world.person("admin"),
        )
