"""Second factors that people of the demonstration have lost, each as far as it has come."""

from groups.accounts import demonstration
from groups.accounts.recovery import RECOVERY_FLOW, ask
from groups.models import FactorRecovery
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import at

#: Whose it is, days ago, the reason, and the moves made, each with who made it. Nobody signs in with
#: these accounts.
LOST = (
    ("staff-sport", -40, "窓口で職員証を確かめた。スマートフォンを買いかえたとのこと。", ("confirm", "open")),
    ("staff-shop", -20, "庁内の電話があった。ご本人かは、まだ確かめていない。", ("stop",)),
    ("staff-plan", -1, "窓口で職員証を確かめた。スマートフォンが水に落ちて動かないとのこと。", ("confirm",)),
    ("staff-road", -1, "窓口で職員証を確かめた。スマートフォンをなくしたとのこと。", ()),
)  # fmt: skip


def lose_factors(world: World) -> None:
    """The coordinator asks; the administrator confirms; the owner opens or stops."""
    for key, days, reason, moves in LOST:
        owner = world.person(key)
        demonstration.give_app(owner)
        recovery = FactorRecovery(account=owner, reason=reason)
        with at(world.calendar.moment(days, 9)):
            ask(recovery, by=world.coordinator)
        for number, name in enumerate(moves):
            by = world.person("admin") if name == "confirm" else world.person(key)
            with at(world.calendar.moment(days + number, 10)):
                RECOVERY_FLOW.make(name, recovery, by=by)
