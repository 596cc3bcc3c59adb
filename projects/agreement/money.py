"""Whether the planned money of a project adds up: its lines to the total, the city's to the city's share,
and that within the ceiling of the decision and the amount that the city decided."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from kyodo_portal.words.text import yen
from projects.models import Payer


def can_be_paid(
    *,
    total: int | None,
    city: int | None,
    cap: int | None,
    lines: Iterable[tuple[str, int]],
    decided: int | None = None,
) -> Verdict:
    """Rule of the plan's money, in whole yen; `lines` are payer and amount of each cost. What nobody
    has settled yet is compared with nothing. A refusal says by how much it does not fit."""
    rows = list(lines)
    in_all = sum(amount for _, amount in rows)
    of_city = sum(amount for payer, amount in rows if payer == Payer.CITY)
    return all_refusals(
        allow_if(
            not rows or total is None or in_all == total,
            gettext(
                "経費の行の合計は{sum}で、事業費の計画額{total}と{gap}ちがいます。"
                "行か計画額を直して、同じにしてください。"
            ).format(sum=yen(in_all), total=yen(total), gap=yen(abs(in_all - (total or 0)))),
        ),
        allow_if(
            not rows or city is None or of_city == city,
            gettext(
                "「市」の行の合計は{sum}で、市の負担{city}と{gap}ちがいます。"
                "行か市の負担を直して、同じにしてください。"
            ).format(sum=yen(of_city), city=yen(city), gap=yen(abs(of_city - (city or 0)))),
        ),
        allow_if(
            city is None or total is None or city <= total,
            gettext(
                "市の負担{city}が、事業費の計画額{total}より{gap}多くなっています。"
                "どちらかを直してください。"
            ).format(city=yen(city), total=yen(total), gap=yen((city or 0) - (total or 0))),
        ),
        allow_if(
            cap is None or _largest(city, of_city) <= cap,
            gettext(
                "市の負担{city}は、決定で定めた上限{cap}を{gap}超えています。"
                "上限までに収めてください。"
            ).format(
                city=yen(_largest(city, of_city)),
                cap=yen(cap),
                gap=yen(_largest(city, of_city) - (cap or 0)),
            ),
        ),
        allow_if(
            decided is None or _largest(city, of_city) <= decided,
            gettext(
                "市の負担{city}は、市の決定額{decided}を{gap}超えています。"
                "決定額までに収めてください。"
            ).format(
                city=yen(_largest(city, of_city)),
                decided=yen(decided),
                gap=yen(_largest(city, of_city) - (decided or 0)),
            ),
        ),
        allow_if(
            decided is None or cap is None or decided <= cap,
            gettext(
                "市の決定額{decided}は、上限{cap}を{gap}超えています。どちらかを直してください。"
            ).format(decided=yen(decided), cap=yen(cap), gap=yen((decided or 0) - (cap or 0))),
        ),
    )


def _largest(city: int | None, of_city: int) -> int:
    return max(city or 0, of_city)


def can_be_paid_as(terms: dict[str, Any]) -> Verdict:
    """The same of terms as data."""
    money = terms["money"]
    return can_be_paid(
        total=money["total"],
        city=money["city"],
        cap=money["cap"],
        decided=money.get("decided"),
        lines=[(row["payer"], row["amount"]) for row in terms["costs"]],
    )
