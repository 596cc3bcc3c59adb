"""What a dataset is: its records, its columns, and the words that explain them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, QuerySet
from django.http import QueryDict
from django.urls import reverse

from kyodo_portal.cities import city
from kyodo_portal.filters import PortalFilterSet
from kyodo_portal.linked_data import LICENCE, absolute

EVERYBODY = AnonymousUser()
"""For whom open data are: somebody who has not signed in, whoever asks."""

TEXT, INTEGER, DATE, MOMENT = "文字列", "整数", "日付", "日時"
YES_NO, TEXTS, INTEGERS, WEB = "真偽値", "文字列の並び", "整数の並び", "URL"

CHUNK = 500
"""Records held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in JSON, its heading in CSV, and how to read it."""

    key: str
    label: str
    kind: str
    meaning: str
    example: str


@dataclass(frozen=True)
class Dataset:
    """One kind of public record. `row` gives the values of a record by the keys of the columns."""

    slug: str
    title: str
    about: str
    list_name: str
    columns: tuple[Column, ...]
    records: Callable[[], QuerySet[Any]]
    filters: type[PortalFilterSet]
    row: Callable[[Any], dict[str, Any]]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def asked(self, query: QueryDict) -> PortalFilterSet:
        """The list's own filters over the public records; without an order asked for, the oldest
        record first, so that a file read again tomorrow has the new ones at its end."""
        return self.filters(query, queryset=self.records().order_by("pk"))

    def rows(self, records: QuerySet[Any]) -> Iterator[list[Any]]:
        """The values of each record in the order of the columns, a few records in memory."""
        for record in records.iterator(chunk_size=CHUNK):
            values = self.row(record)
            yield [values[key] for key in self.keys]

    def standing(self) -> dict[str, Any]:
        """How many records there are and when one of them last changed. One query."""
        records = self.records().prefetch_related(None).order_by()
        return records.aggregate(count=Count("pk"), updated_at=Max("updated_at"))

    def dictionary(self) -> dict[str, Any]:
        """The dataset explained, for programs."""
        standing = self.standing()
        return {
            "name": self.slug,
            "title": self.title,
            "description": self.about,
            "publisher": publisher(),
            "license": {"name": "CC BY 4.0", "url": LICENCE},
            "records": standing["count"],
            "last_updated": standing["updated_at"],
            "page": absolute(reverse("open_data")),
            "csv": absolute(reverse("open_data_csv", args=[self.slug])),
            "json": absolute(reverse("open_data_json", args=[self.slug])),
            "columns": [
                {
                    "key": column.key,
                    "label": column.label,
                    "type": column.kind,
                    "meaning": column.meaning,
                    "example": column.example,
                }
                for column in self.columns
            ],
        }


def publisher() -> str:
    """The city with its prefecture, as the common columns of open data name it."""
    return f"{city().prefecture}{city().name}"


def identity(kind: str, pk: int) -> str:
    """The lasting number of a record: the city's code, what it is, and its number here."""
    return f"{city().municipality_code}-{kind}-{pk}"


def page_of(record: Any) -> str:
    return absolute(record.get_absolute_url())


def or_none(value: Any) -> Any:
    """Nothing written is nothing, and not an empty text."""
    return None if value in ("", []) else value


CODE = Column(
    "municipality_code",
    "全国地方公共団体コード",
    TEXT,
    "市区町村の6けたのコード（検査数字を含む）。先頭の0も省きません。",
    "112437",
)
PUBLISHER = Column("city", "地方公共団体名", TEXT, "都道府県名と市区町村名。", "埼玉県吉川市")
PAGE = Column("url", "URL", WEB, "このポータルのページ。", "https://kyodo.example.jp/projects/12/")
UPDATED = Column(
    "updated_at",
    "最終更新日時",
    MOMENT,
    "記録を最後に書き直した日時（日本時間）。",
    "2026-04-01T09:00:00+09:00",
)


def common(record: Any, kind: str) -> dict[str, Any]:
    """The values that every dataset has."""
    return {
        "municipality_code": city().municipality_code,
        "id": identity(kind, record.pk),
        "city": publisher(),
        "url": page_of(record),
        "updated_at": record.updated_at,
    }
