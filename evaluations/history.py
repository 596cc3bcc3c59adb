"""What the page of a project tells of its evaluations."""

from django.utils.translation import gettext

from evaluations.models import Evaluation
from kyodo_portal.life.history import Event


def events_of(evaluation: Evaluation) -> list[Event]:
    """The beginning of an evaluation, both sheets lying open, and its publication; or that it was given
    up, with the public reason."""
    name = gettext("{round}評価").format(round=evaluation.get_round_display())
    opened = gettext("双方の評価が開かれました")
    if evaluation.one_sided_reason:
        opened = gettext("片方の評価が開かれました")
    if evaluation.no_sheets_reason:
        opened = gettext("評価シートのないまま、記入が終わりました")
    moments = [
        (evaluation.created_at, gettext("{name}が始まりました").format(name=name), "neutral", ""),
        (
            evaluation.revealed_at,
            gettext("{label}：{value}").format(label=name, value=opened),
            "info",
            "",
        ),
        (
            evaluation.published_at,
            gettext("{name}の報告を公表しました").format(name=name),
            "success",
            "",
        ),
        (
            evaluation.cancelled_at,
            gettext("{name}が取りやめになりました").format(name=name),
            "warning",
            evaluation.cancel_reason,
        ),
    ]
    url = evaluation.get_absolute_url()
    return [
        Event(at=at, title=title, body=body, tone=tone, url=url)
        for at, title, tone, body in moments
        if at
    ]
