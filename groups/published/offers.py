"""Offers as they leave the house: feed, dataset and linked data. Who asked for one is in none of them."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from groups.models import Offer
from groups.published.linked_data import organisation
from groups.published.offer_filters import OfferFilterSet, offers_for
from kyodo_portal.publishing.datasets import (
    CODE,
    DATE,
    PAGE,
    PUBLISHER,
    TEXT,
    UPDATED,
    Column,
    Dataset,
    identified,
)
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.publishing.kinds import PublicKind
from kyodo_portal.web.linked_data import absolute, described


class OfferFeed(ListFeed):
    """What is offered, as it is offered."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-created_at", "-pk")

    def item_title(self, item: Offer) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_pubdate(self, item: Offer) -> dt.datetime:
        return item.created_at

    def item_updateddate(self, item: Offer) -> dt.datetime:
        return latest(item.created_at, item.updated_at)

    def item_categories(self, item: Offer) -> list[str]:
        return [str(item.get_kind_display())]


COLUMNS = (
    CODE,
    identified("offer", 3),
    PUBLISHER,
    Column("title", "見出し", TEXT, "提供の見出し。", "花の苗100株"),
    Column("kind", "種類", TEXT, "何を提供するかの記号。", "things"),
    Column("kind_name", "種類の名称", TEXT, "何を提供するか。", "物品", "get_kind_display"),
    Column("text", "内容", TEXT, "提供の内容。", "春に育てた花の苗をさしあげます。"),
    Column("group", "提供する団体", TEXT, "提供する団体の名前。", "見本園芸店", lambda offer: offer.group.name),
    Column("group_kind", "団体の種別", TEXT, "提供する団体の種別の記号。", "company", lambda offer: offer.group.kind),
    Column("amount", "量と期間", TEXT, "どれだけ、いつまで。", "苗100株"),
    Column("ends_on", "相談の期限", DATE, "相談を受け付ける最後の日。決めていなければ空です。", "2026-12-20"),
    Column("conditions", "条件", TEXT, "使うときの条件。", "公共の花だんに限ります。"),
    Column("handing", "受け渡し", TEXT, "受け渡しのしかた。", "店に取りに来てください。"),
    Column("receipt", "寄附の扱い・受領書", TEXT, "寄附の扱いと受領書。", "受領書はいりません。"),
    Column("district", "地区の記号", TEXT, "地区の記号。決めていない提供と、地区のない市では空です。", "north"),
    Column("district_name", "地区", TEXT, "地区の名前。", "北部地区"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "open", "live_status"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "公開中", "status_label"),
    PAGE,
    UPDATED,
)  # fmt: skip


class OfferDataset(Dataset):
    """Everything that public groups offer or have offered."""

    about = "団体・企業・大学からの提供です（資金・物品・場所・人・情報・専門技能・大学の知識と学生）。終わったものも含みます。相談した団体や課のことは含みません。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        return records.select_related("group")


def linked_data_of(offer: Offer) -> dict[str, Any] | None:
    """What is offered, by whom; None while it is not public."""
    if not offer.is_public:
        return None
    return described(
        "Offer",
        name=offer.title,
        description=offer.text,
        url=absolute(offer.get_absolute_url()),
        availabilityEnds=offer.ends_on,
        offeredBy=organisation(offer.group),
    )


OFFERS = PublicKind(
    slug="offers",
    name="団体からの提供",
    place=19,
    model=Offer,
    listed_for=offers_for,
    list_page="offers:list",
    page="offers:detail",
    filters=OfferFilterSet,
    feed=OfferFeed,
    dataset=OfferDataset,
    linked_data=linked_data_of,
    without={"calendar": "Whoever wants it asks; the last day for that stands on its page."},
)
