"""What a dataset is: its records and its columns; and what a column is: its two names, how it is
read from a record, and the words that explain it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Max, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.publishing.records import PublicRecords
from kyodo_portal.web.linked_data import LICENCE, absolute

TEXT, INTEGER, DATE, MOMENT = "文字列", "整数", "日付", "日時"
YES_NO, TEXTS, INTEGERS, WEB = "真偽値", "文字列の並び", "整数の並び", "URL"

CHUNK = 500
"""Records held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in JSON, its heading in CSV, what stands in it with an example, and where
    the value comes from: a path on the record ("department.name"), or a function of it. Without
    either it is the attribute that the key names."""

    key: str
    label: str
    kind: str
    meaning: str
    example: str | Callable[[], str]
    read: str | Callable[[Any], Any] = ""

    @property
    def told_example(self) -> str:
        """The example as this city would write it."""
        return self.example() if callable(self.example) else self.example

    def of(self, record: Any) -> Any:
        """The value for one record; nothing written is nothing, and not an empty text."""
        value = self.read(record) if callable(self.read) else _at(record, self.read or self.key)
        if self.kind == DATE and isinstance(value, datetime):
            value = timezone.localdate(value)
        return or_none(value)


def _at(record: Any, path: str) -> Any:
    """What lies at the end of a path, methods called on the way; nothing where it breaks off."""
    for name in path.split("."):
        if record is None:
            return None
        try:
            record = getattr(record, name)
        except ObjectDoesNotExist:
            return None
        if callable(record):
            record = record()
    return record


class Dataset:
    """What the file of one kind of public record holds. Each names what it is about and its columns."""

    about: str
    columns: tuple[Column, ...]

    def __init__(self, of: PublicRecords[Any]) -> None:
        self.of = of
        self.slug, self.title, self.list_name = of.slug, of.name, of.list_page

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def records(self) -> QuerySet[Any]:
        """Every record that everybody may have, with what its row needs."""
        return self.whole(self.of.records())

    def whole(self, records: Any) -> QuerySet[Any]:
        """The records with what their rows need, in a constant number of queries."""
        return records

    def instead(self, record: Any) -> dict[str, Any]:
        """By the keys of the columns, what a record says in place of what its columns read."""
        return {}

    def asked(self, query: QueryDict) -> PortalFilterSet:
        """The list's own filters over the public records; without an order asked for, the oldest
        record first, so that a file read again tomorrow has the new ones at its end."""
        return self.of.narrowed(query, self.records().order_by("pk"))

    def rows(self, records: QuerySet[Any]) -> Iterator[list[Any]]:
        """The values of each record in the order of the columns, a few records in memory."""
        for record in records.iterator(chunk_size=CHUNK):
            said = self.instead(record)
            yield [
                said[column.key] if column.key in said else column.of(record)
                for column in self.columns
            ]

    def standing(self) -> dict[str, Any]:
        """How many records there are and when one of them last changed. One query."""
        records = self.records().prefetch_related(None).order_by()
        return records.aggregate(count=Count("pk"), updated_at=Max("updated_at"))

    def dictionary(self) -> dict[str, Any]:
        """The dataset explained, for programs."""
        standing = self.standing()
        absent = self.of.filters.absent() if self.of.filters else ()
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
            "conditions": [
                {"key": key, "label": str(each.label)}
                for key, each in getattr(self.of.filters, "base_filters", {}).items()
                if key != "view" and key not in absent
            ],
            "unusable_conditions": "使えない条件や知らない名前の条件があるときは400で断り、その名前を示します。",
            "columns": [
                {
                    "key": column.key,
                    "label": column.label,
                    "type": column.kind,
                    "meaning": column.meaning,
                    "example": column.told_example,
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


def or_none(value: Any) -> Any:
    """Nothing written is nothing, and not an empty text."""
    return None if value in ("", []) else value


def numbers_of_fields(record: Any) -> list[int]:
    """The numbers of the fields of activity, in their order."""
    return [field.number for field in record.fields.all()]


CODE = Column(
    "municipality_code",
    "全国地方公共団体コード",
    TEXT,
    "市区町村の6けたのコード（検査数字を含む）。先頭の0も省きません。",
    lambda: city().municipality_code,
    lambda _: city().municipality_code,
)
PUBLISHER = Column(
    "city",
    "地方公共団体名",
    TEXT,
    "都道府県名と市区町村名。",
    publisher,
    lambda _: publisher(),
)
PAGE = Column(
    "url",
    "URL",
    WEB,
    "このポータルのページ。",
    "https://kyodo.example.jp/projects/12/",
    lambda record: absolute(record.get_absolute_url()),
)
UPDATED = Column(
    "updated_at",
    "最終更新日時",
    MOMENT,
    "記録を最後に書き直した日時（日本時間）。",
    "2026-04-01T09:00:00+09:00",
)


def identified(kind: str, number: int) -> Column:
    """The column of the lasting number of a kind of record, with the number of an example."""

    def example() -> str:
        return identity(kind, number)

    return Column(
        "id", "ID", TEXT, "変わらない番号。", example, lambda record: identity(kind, record.pk)
    )
