"""What proposers are told when their answer is asked for: the same by mail and by post."""

import datetime as dt

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words, later
from kyodo_portal.words.text import japanese_date, yen

PLACE_CAME_UP = _("次点の順位が来ました。採択を受けるかどうかを、お知らせください")
DAY_CHANGED = _("採択への返事の期限が変わりました")
ON_THE_PAGE = _("提案のページで、採択を受けるか、辞退するかを選んでください。")
BY_POST = "採択を受けるか、辞退するかを、期限までに窓口か電話でお知らせください。"


def offer_words(amount: int, day: dt.date, reason: str) -> Words:
    """What is offered to the next in line (whole yen), until when, and why."""
    return format_lazy(
        _("市が負担する額：{amount}\n返事の期限：{day}\n\n{reason}"),
        amount=yen(amount),
        day=later(japanese_date, day),
        reason=reason,
    )


def new_day_words(day: dt.date, why: str) -> Words:
    """Until when an answer is waited for now, and why."""
    return format_lazy(_("新しい期限：{day}\n\n{why}"), day=later(japanese_date, day), why=why)
