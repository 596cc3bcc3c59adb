"""What people ask about the calls that are open, in every state a question comes into."""

from dataclasses import dataclass

from groups.models import Guest
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from proposals.actions.inquiries import ask_about_call, ask_as_guest
from proposals.flows import INQUIRY_FLOW
from proposals.models import CallInquiry


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a call, so many days from now; `guest` asks without an account; `then` is the
    move that comes a day later, with its words."""

    call: str
    days: int
    text: str
    guest: str = ""
    then: str = ""
    words: str = ""


ASKED = (
    Asked(
        call="open",
        days=-16,
        text="花の苗を買うお金は、市の負担に入りますか。",
        then="answer",
        words="はい。事業に使うものは、市の負担に入ります。見積書を添えてください。",
    ),
    Asked(
        call="open",
        days=-12,
        text="となりの団体の提案の金額を教えてください。",
        then="set_aside",
        words="ほかの団体の提案は、結果を公表するまで、お答えできません。",
    ),
    Asked(
        call="open",
        days=-9,
        text="説明会の資料はどこにありますか。",
        then="withdraw",
    ),
    Asked(call="open", days=-2, text="会員が市外に住んでいても、提案できますか。"),
    Asked(
        call="open",
        days=-1,
        text="提案書は手書きでもよいですか。",
        guest="見本 たずね人",
    ),
)


def ask_about_calls(world: World) -> None:
    """The citizen asks most, somebody with a telephone number only the last."""
    for number, asked in enumerate(ASKED):
        call, citizen = world.calls[asked.call], world.person("citizen")
        key, inquiry = key_of(f"inquiry/{number}"), CallInquiry(text=asked.text)
        with at(world.calendar.moment(asked.days, 11)):
            if asked.guest:
                guest = Guest(name=asked.guest, phone="000-0000-0000")
                ask_as_guest(call=call, inquiry=inquiry, guest=guest, key=key)
            else:
                ask_about_call(call=call, inquiry=inquiry, by=citizen, key=key)
        if asked.then:
            by = citizen if asked.then == "withdraw" else world.coordinator
            with at(world.calendar.moment(asked.days + 1, 12)):
                INQUIRY_FLOW.make(asked.then, inquiry, by=by, note=asked.words)
