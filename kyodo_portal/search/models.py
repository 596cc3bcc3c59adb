"""The table of documents, and how its terms are kept on each database.

PostgreSQL keeps the terms as a `tsvector` without positions under a GIN index; SQLite keeps them as
words in a column that an FTS5 table indexes. Neither needs an extension.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kyodo_portal.words.languages import Words


class Kind(models.TextChoices):
    """What can be found, in the order in which the results show it."""

    PROJECT = "project", _("協働事業")
    EVENT = "event", _("参加できる日")
    GROUP = "group", pgettext_lazy("一覧", "団体")
    LECTURE = "lecture", _("出前講座")
    HELP = "help", _("手伝いの募集")
    OFFER = "offer", _("団体からの提供")
    CALL = "call", _("募集")
    CONCERN = "concern", _("地域の困りごと")
    OPINION = "opinion", _("意見募集")
    REPORT = "report", _("評価と報告")
    MEETING = "meeting", _("委員会の会議")
    PLACE = "place", pgettext_lazy("一覧", "場所")


def kinds() -> Sequence[tuple[str, Words]]:
    """The kinds as choices; asked for, so that a further one changes no table."""
    return Kind.choices


KIND_MARK = "\ue000"
"""Begins the index term of a kind. No text and no search has it in a word."""


def kind_term(kind: str) -> str:
    """The index term every document of a kind has, so that the index can be asked for one kind."""
    return f"{KIND_MARK}{kind}"


class TermsField(models.TextField):
    """Index terms, written as one string with blanks between them. Only the index reads it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        if connection.vendor == "postgresql":
            return "array_to_tsvector(string_to_array(%s, ' '))"
        return "%s"


class SearchDocument(models.Model):
    """What one thing says of itself, for searching.

    `body` is its words as they were written, one field per line, the title first; `text` is the same
    lines normalised (`kyodo_portal.words.text.normalise`), so that no word is found across two fields.
    `dated_at` orders the results; `is_public` is whether everybody may find it.
    """

    # SQLite reads a row from its beginning to the column asked for, so the long ones come last, the
    # one that is looked through first of them.
    kind = models.CharField(max_length=10, choices=kinds)
    object_id = models.PositiveBigIntegerField()
    dated_at = models.DateTimeField()
    is_public = models.BooleanField()
    text = models.TextField()
    title = models.CharField(max_length=500)
    body = models.TextField()
    terms = TermsField()

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "検索の索引"
        verbose_name_plural = "検索の索引"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")
        ]
        indexes = [
            models.Index(fields=["kind", "is_public", "-dated_at", "-id"], name="search_newest")
        ]

    def __str__(self) -> str:
        return self.title


TABLE = SearchDocument._meta.db_table
FTS = "kyodo_portal_searchterms"

_SQLITE_REMOVE = [
    *(f"DROP TRIGGER IF EXISTS {FTS}_{when}" for when in ("insert", "update", "delete")),
    f"DROP TABLE IF EXISTS {FTS}",
]
_CREATE = f"""CREATE VIRTUAL TABLE {FTS} USING fts5(
    terms, content='{TABLE}', content_rowid='id', tokenize='ascii', detail='none')"""
_FILL = f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')"  # noqa: S608 - own names only
_ADD = f"INSERT INTO {FTS}(rowid, terms) VALUES (new.id, new.terms);"  # noqa: S608
_TAKE = f"INSERT INTO {FTS}({FTS}, rowid, terms) VALUES ('delete', old.id, old.terms);"  # noqa: S608
_SQLITE_INSTALL = [
    *_SQLITE_REMOVE,
    _CREATE,
    _FILL,
    f"CREATE TRIGGER {FTS}_insert AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER {FTS}_update AFTER UPDATE OF terms ON {TABLE} BEGIN {_TAKE} {_ADD} END",
    f"CREATE TRIGGER {FTS}_delete AFTER DELETE ON {TABLE} BEGIN {_TAKE} END",
]
_POSTGRESQL_REMOVE = ["DROP INDEX IF EXISTS search_document_terms"]
_POSTGRESQL_INSTALL = [
    f"CREATE INDEX IF NOT EXISTS search_document_terms ON {TABLE} USING gin (terms)",
]


def install_terms(connection: BaseDatabaseWrapper) -> None:
    """Make the index of the terms anew from the table. Safe to repeat, and to be repeated by a
    migration that changes the table: on SQLite such a migration drops the triggers."""
    _run(connection, {"sqlite": _SQLITE_INSTALL, "postgresql": _POSTGRESQL_INSTALL})


def remove_terms(connection: BaseDatabaseWrapper) -> None:
    """Undo `install_terms`."""
    _run(connection, {"sqlite": _SQLITE_REMOVE, "postgresql": _POSTGRESQL_REMOVE})


def _run(connection: BaseDatabaseWrapper, statements: dict[str, Iterable[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
