"""Rounds of opinions as they leave the house: feed, calendar, dataset. No opinion is in any of them in its own
words, nor anybody's name."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from icalendar import Event

from kyodo_portal.publishing.calendars import ListCalendar, dated_event
from kyodo_portal.publishing.datasets import (
    CODE,
    DATE,
    INTEGER,
    MOMENT,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    Column,
    Dataset,
    identified,
)
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.publishing.kinds import PublicKind
from kyodo_portal.words.calendar import JST
from proposals.models import OpinionGroup, OpinionRound, OpinionRoundStatus
from proposals.published.opinion_filters import OpinionRoundFilterSet, rounds_for


class OpinionFeed(ListFeed):
    """Rounds; an entry is renewed when its round opens, closes and is answered."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-opens_at", "-pk")

    def appeared_at(self, item: OpinionRound) -> dt.datetime | None:
        return item.opens_at

    def item_title(self, item: OpinionRound) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_updateddate(self, item: OpinionRound) -> dt.datetime:
        return latest(item.updated_at, item.opens_at, item.closes_at, item.answered_at)

    def item_categories(self, item: OpinionRound) -> list[str]:
        return [item.department.name]


class OpinionCalendar(ListCalendar):
    """The opening and the closing of each round."""

    order = ("opens_at", "pk")

    def events_of(self, record: OpinionRound) -> Iterator[Event]:
        title, opens, closes = record.title, record.opens_at, record.closes_at
        yield dated_event(record, "opens", f"意見募集の始まり：{title}", opens.astimezone(JST))
        yield dated_event(record, "closes", f"意見募集の締切：{title}", closes.astimezone(JST))


def _if_answered(column: str) -> Any:
    """What is known once the answer is public, and empty before."""

    def value(round_: Any) -> Any:
        return getattr(round_, column) if round_.status == OpinionRoundStatus.ANSWERED else None

    return value


def _answers(round_: OpinionRound) -> list[str]:
    """The summaries with what the city thinks of each; empty before the answer is public."""
    if round_.status != OpinionRoundStatus.ANSWERED:
        return []
    return [
        f"{group.summary}→{group.get_kind_display()}：{group.answer}"
        for group in round_.groups.all()
    ]


COLUMNS = (
    CODE,
    identified("opinions", 3),
    PUBLISHER,
    Column("title", "案件名", TEXT, "意見を募集する案件の名前。", "緑の基本計画（案）"),
    Column("summary", "概要", TEXT, "案件の概要。", "まちの緑を増やす計画の案です。"),
    Column("why", "募集の理由", TEXT, "なぜ意見を募集するか。", "計画を5年ぶりに見直すため。"),
    Column("department", "担当課", TEXT, "意見を募集する課。", "道路公園課", "department.name"),
    Column("opens_at", "募集開始日時", MOMENT, "募集が始まる日時（日本時間）。", "2026-08-01T09:00:00+09:00"),
    Column("closes_at", "募集終了日時", MOMENT, "募集を締め切る日時（日本時間）。この時刻ちょうどまで受け付けます。", "2026-08-31T17:00:00+09:00"),
    Column("shorter_because", "期間が短い理由", TEXT, "募集の期間が短いときの理由。", ""),
    Column("writers", "意見を出せる人", TEXTS, "だれが意見を出せるか。", "市内に住んでいる", "writer_names"),
    Column("sections", "案の章", TEXTS, "案の章の見出し。", "1 公園;2 街路樹", lambda round_: [str(each) for each in round_.sections.all()]),
    Column("answer_due_on", "回答公表予定日", DATE, "回答を公表する予定の日。", "2026-10-20"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "open", "live_status"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "募集中", "status_label"),
    Column("answered_at", "回答公表日時", MOMENT, "回答を公表した日時（日本時間）。", "2026-10-20T10:00:00+09:00"),
    Column("people", "意見を出した人の数", INTEGER, "意見を出した人の数。回答を公表するまでは空です。", "12", _if_answered("people")),
    Column("opinions", "意見の数", INTEGER, "意見の数。回答を公表するまでは空です。", "20", _if_answered("opinions")),
    Column("answers", "意見の概要と市の考え方", TEXTS, "まとまりごとの、意見の概要と市の考え方。回答を公表するまでは空です。", "", _answers),
    Column("cancelled_because", "中止の理由", TEXT, "中止したときの理由。", ""),
    PAGE,
    UPDATED,
)  # fmt: skip


class OpinionDataset(Dataset):
    """Every round from its announcement on."""

    about = "市の案への意見募集（パブリックコメント）です。予告したものから、回答を公表したものまであります。寄せられた意見は、市がまとめた概要だけを、回答を公表してから含みます。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        standing = Q(submissions__status="received")
        groups = Prefetch("groups", OpinionGroup.objects.order_by("order", "pk"))
        return records.prefetch_related("sections", groups).annotate(
            people=Count("submissions", filter=standing, distinct=True),
            opinions=Count("submissions__opinions", filter=standing, distinct=True),
        )


OPINIONS = PublicKind(
    slug="opinions",
    name="意見募集",
    place=35,
    model=OpinionRound,
    listed_for=rounds_for,
    list_page="opinions:list",
    page="opinions:detail",
    filters=OpinionRoundFilterSet,
    feed=OpinionFeed,
    calendar=OpinionCalendar,
    dataset=OpinionDataset,
    without={"linked_data": "schema.org has no word for it; its dataset says more than one would."},
)
