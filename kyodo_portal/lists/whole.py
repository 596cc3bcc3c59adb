"""A record with everything written about it in one query.

A project's page shows seven kinds of rows. Asked for one kind after the other they would be most of
the page's queries; here the database hands each kind over as one JSON value beside the project, and
the rows stand where `prefetch_related` would have put them.
"""

import json
from collections.abc import Iterable
from datetime import UTC
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

M = TypeVar("M", bound=models.Model)

#: What a row needs of the thing it points to, where that has it: relation → columns.
JOINED = {"group": ("name", "status", "kind"), "department": ("name", "name_en", "name_kana")}

#: The moments (datetimes) that come with a row, because whether it is shown at all hangs on them.
MOMENTS = ("hidden_at",)


class JSONRows(Subquery):
    """The rows of a queryset of one JSON value, `facts`, as a JSON list in the queryset's order."""

    template = '(SELECT json_group_array(json(_rows."facts")) FROM (%(subquery)s) _rows)'
    postgresql = "(SELECT coalesce(jsonb_agg(_rows.\"facts\"), '[]') FROM (%(subquery)s) _rows)"

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(queryset, output_field=JSONField())

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        asked = self.copy()
        asked.template = self.postgresql
        return asked.as_sql(compiler, connection)


def read_whole(queryset: QuerySet[M], *names: str) -> list[M]:
    """The queryset's records with the rows of these reverse relations in place: one query.

    Other moments than `MOMENTS` stay deferred; a page that needs them asks for the rows itself.
    """
    records = list(queryset.annotate(**_columns_of_rows(queryset.model, names)))
    for record in records:
        for name in names:
            _put_in_place(record, name)
    return records


def rows_in(value: Any) -> Any:
    """The rows that `JSONRows` gave: read already, or still as text."""
    return json.loads(value) if isinstance(value, str) else value


def _column(name: str) -> str:
    return f"rows_of_{name}"


def _columns(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in MOMENTS or not isinstance(field, models.DateTimeField)
    ]


@cache
def _columns_of_rows(model: type[models.Model], names: tuple[str, ...]) -> dict[str, RawSQL]:
    """The JSON of each relation as SQL that is put together once: it is the longest part of the
    pages' statements and always the same. It names the records by their own table."""
    columns = {_column(name): _rows_of(model, name) for name in names}
    query = model._default_manager.annotate(**columns).query
    compiler = query.get_compiler(connection=connection)
    made = {column: compiler.compile(query.annotations[column]) for column in columns}
    return {
        column: RawSQL(sql, params, output_field=JSONField())  # noqa: S611 - made by Django
        for column, (sql, params) in made.items()
    }


def _rows_of(model: type[models.Model], name: str) -> JSONRows:
    relation: Any = model._meta.get_field(name)
    child = relation.related_model
    facts = {field.attname: F(field.attname) for field in _columns(child)}
    for joined, columns in JOINED.items():
        pointed = [field.related_model for field in _columns(child) if field.name == joined]
        if pointed and {field.name for field in pointed[0]._meta.fields}.issuperset(columns):
            facts |= {f"{joined}__{column}": F(f"{joined}__{column}") for column in columns}
    owner = {relation.field.name: OuterRef("pk")}
    rows = child._default_manager.filter(**owner).order_by(*child._meta.ordering)
    return JSONRows(rows.values(facts=JSONObject(**facts)))


def put_in_place(records: Iterable[models.Model], name: str, rows: Iterable[models.Model]) -> None:
    """Rows of this reverse relation that were read by themselves, each to its record, as a prefetch does."""
    for record in records:
        relation: Any = record._meta.get_field(name)
        owner = relation.field.attname
        _hand_over(record, name, [row for row in rows if getattr(row, owner) == record.pk])


def _put_in_place(record: models.Model, name: str) -> None:
    """Build the rows that came as JSON."""
    relation: Any = record._meta.get_field(name)
    value = record.__dict__.pop(_column(name))
    database = str(record._state.db)
    rows = [_built(relation.related_model, facts, database) for facts in rows_in(value)]
    _hand_over(record, name, rows)


def _hand_over(record: models.Model, name: str, rows: list[Any]) -> None:
    """The rows to the relation's manager, as a prefetch does."""
    relation: Any = record._meta.get_field(name)
    for row in rows:
        setattr(row, relation.field.name, record)
    manager = getattr(record, name)
    placed = manager.get_queryset()
    placed._result_cache = rows
    placed._prefetch_done = True
    cache = record.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[relation.cache_name] = placed


def _built(model: type[models.Model], facts: dict[str, Any], database: str) -> models.Model:
    """A row from its JSON, its joined records with it."""
    row = _from_facts(model, facts, database)
    for joined, columns in JOINED.items():
        key = facts.get(f"{joined}_id")
        if key is not None and f"{joined}__{columns[0]}" in facts:
            relation: Any = model._meta.get_field(joined)
            known = {"id": key} | {column: facts[f"{joined}__{column}"] for column in columns}
            setattr(row, joined, _from_facts(relation.related_model, known, database))
    return row


def _from_facts(model: type[models.Model], facts: dict[str, Any], database: str) -> models.Model:
    """A record of which only these columns are loaded; the others are read when asked for."""
    known: list[Any] = [f for f in model._meta.concrete_fields if f.attname in facts]
    names = [field.attname for field in known]
    return model.from_db(database, names, [_value(field, facts[field.attname]) for field in known])


def _value(field: Any, told: Any) -> Any:
    """What the column holds. SQLite tells a moment without its zone: it keeps them in UTC."""
    if not isinstance(field, models.DateTimeField) or told is None:
        return field.to_python(told)
    moment = parse_datetime(told)
    if moment is not None and timezone.is_naive(moment):
        return moment.replace(tzinfo=UTC)
    return moment
