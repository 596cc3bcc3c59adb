"""Keeping the documents true: written with the thing itself, in the same transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, ClassVar

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.signals import class_prepared, post_delete, post_save
from django.dispatch import receiver

from kyodo_portal.search.models import Kind, SearchDocument, install_terms, kind_term
from kyodo_portal.web import public_mark
from kyodo_portal.words.languages import Words, in_japanese
from kyodo_portal.words.summaries import Summarised, summaries_of
from kyodo_portal.words.text import bigrams, normalise
from kyodo_portal.writing.locks import locked

BATCH = 500
"""Things read and documents written at once when everything is indexed anew."""

CONTENT = ("title", "body", "text", "terms", "dated_at", "is_public")


@dataclass(frozen=True, slots=True)
class Document:
    """What a thing tells the search: its title, its further texts, field by field (none of them
    personal data), the moment it is ordered by, and whether everybody may find it."""

    title: str
    texts: Iterable[str]
    dated_at: datetime
    is_public: bool


class Searchable(models.Model):
    """A record that can be found. It says what with `search_document`; saving it, deleting it and
    moving it along keep its document true. `search_date_label` says what the date beside a result is
    of, and `search_before_title`, on a page in another language, what the thing is whose Japanese
    title follows."""

    search_kind: ClassVar[Kind]
    search_date_label: ClassVar[Words]
    search_before_title: ClassVar[Words] = ""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            _index(self, is_new=is_new)

    def get_absolute_url(self) -> str:
        """The page of the thing; asks for nothing but its number."""
        raise NotImplementedError

    def search_document(self) -> Document:
        """What this thing tells the search, as it now stands in the database."""
        raise NotImplementedError

    @classmethod
    def search_elsewhere(cls, object_ids: Collection[int]) -> dict[int, str]:
        """Which of these are not the city's own, and the municipality each is a record of."""
        return {}

    @classmethod
    def search_titles(cls, object_ids: Collection[int]) -> dict[int, str]:
        """What those of these are called in the language of the page whose title is put together
        from words of the portal; elsewhere than on a Japanese page."""
        return {}

    @classmethod
    def search_summaries(cls, object_ids: Collection[int]) -> dict[int, str]:
        """What each of these says in the language of the page, where it is not Japanese and
        somebody has written it."""
        return summaries_of(cls, object_ids) if issubclass(cls, Summarised) else {}

    @classmethod
    def search_queryset(cls) -> "models.QuerySet[Any]":
        """Every record with what `search_document` reads of others."""
        return cls._base_manager.all()


@cache
def searchables() -> dict[str, type[Searchable]]:
    """The models that can be found, by kind, in the order of `Kind`."""
    models_by_kind = {
        model.search_kind.value: model
        for model in apps.get_models()
        if issubclass(model, Searchable)
    }
    return {kind: models_by_kind[kind] for kind in Kind.values if kind in models_by_kind}


_FOLLOWERS: dict[type[models.Model], list[Callable[[Any], Iterable[Searchable]]]] = {}


def follow(source: type[models.Model], dependents: Callable[[Any], Iterable[Searchable]]) -> None:
    """When a `source` changes, index the things whose words depend on it.

    A searchable source is followed whenever its own document changes; of any other, every save and
    every deletion counts. Give the dependents in a fixed order, so that two writers wait for each
    other instead of locking each other out. Called at start, from the apps' `search` modules.
    """
    _FOLLOWERS.setdefault(source, []).append(dependents)
    if not issubclass(source, Searchable):
        name = f"search:{source._meta.label}"
        post_save.connect(_source_changed, sender=source, dispatch_uid=name)
        post_delete.connect(_source_changed, sender=source, dispatch_uid=name)


def _source_changed(sender: type[models.Model], instance: Any, **_: Any) -> None:
    with transaction.atomic():
        _index_followers(sender, instance)


def _forget_deleted(sender: type[models.Model], instance: Any, **_: Any) -> None:
    forget(instance)


@receiver(class_prepared)
def _watch_deletions(sender: type[models.Model], **_: Any) -> None:
    """A deleted thing is no longer found, however it is deleted."""
    if issubclass(sender, Searchable) and not sender._meta.abstract:
        name = f"search:{sender._meta.label}"
        post_delete.connect(_forget_deleted, sender=sender, dispatch_uid=name)


def _index_followers(source: type[models.Model], instance: Any) -> None:
    for dependents in _FOLLOWERS.get(source, ()):
        for thing in dependents(instance):
            _index(thing)


def index(thing: models.Model) -> bool:
    """Write the document of a thing as the database now holds it, and of what depends on it.

    Call it where a thing is changed without `save()`. Does nothing for what cannot be searched, and
    writes nothing when nothing changed. Returns whether the document is another than before.
    """
    if not isinstance(thing, Searchable):
        return False
    with transaction.atomic():
        return _index(thing)


def index_new(model: type[Searchable], keys: Collection[int]) -> None:
    """Write the documents of things that were made many at once, past `save()`. Nothing depends on
    them yet. Call it in the transaction in which they were made."""
    things = model.search_queryset().filter(pk__in=keys)
    with in_japanese():
        SearchDocument.objects.bulk_create(_written(things))


def _index(thing: Searchable, *, is_new: bool = False) -> bool:
    """`index` inside a transaction. What is new has no document yet, and nothing depends on it."""
    model, key = type(thing), {"kind": thing.search_kind, "object_id": thing.pk}
    # The document is locked before the thing is read: of two writers the later one sees what
    # the earlier one wrote.
    found = None if is_new else _document(**key)
    fresh = model.search_queryset().filter(pk=thing.pk).first()
    if fresh is None:
        return False
    with in_japanese():
        values = columns(thing.search_kind, fresh.search_document())
    if found is not None and all(
        getattr(found, name) == values[name] for name in CONTENT if name != "terms"
    ):
        return False
    public_mark.change_on_commit()
    SearchDocument.objects.bulk_create(
        [SearchDocument(**key, **values)],
        update_conflicts=True,
        unique_fields=list(key),
        update_fields=list(CONTENT),
    )
    if not is_new:
        _index_followers(model, fresh)
    return True


def _document(**key: Any) -> SearchDocument | None:
    """The document of a thing, locked; None where it has none yet."""
    try:
        return locked(SearchDocument.objects.defer("terms"), **key)
    except SearchDocument.DoesNotExist:
        return None


def forget(thing: Searchable) -> None:
    """Take the document of a thing away."""
    public_mark.change_on_commit()
    SearchDocument.objects.filter(kind=thing.search_kind, object_id=thing.pk).delete()


def columns(kind: str, document: Document) -> dict[str, Any]:
    """The columns of a document's row."""
    lines = [" ".join(text.split()) for text in (document.title, *document.texts)]
    lines = list(dict.fromkeys(line for line in lines if normalise(line)))
    text = "\n".join(normalise(line) for line in lines)
    return {
        "title": document.title[:500],
        "body": "\n".join(lines),
        "text": text,
        "terms": " ".join([kind_term(kind), *bigrams(text)]),
        "dated_at": document.dated_at,
        "is_public": document.is_public,
    }


def rebuild() -> dict[str, int]:
    """Write every document anew, in one transaction: the search answers from the old ones until it
    is done. For records written past the portal, and after a change of the normalisation or of what
    is searched. Returns how many documents there are, by kind."""
    counts: dict[str, int] = {}
    with transaction.atomic():
        SearchDocument.objects.all().delete()
        for kind, model in searchables().items():
            things = model.search_queryset().order_by("pk").iterator(chunk_size=BATCH)
            counts[kind] = 0
            for batch in _batches(things):
                # Whoever wrote a thing meanwhile has written its document as well.
                SearchDocument.objects.bulk_create(_written(batch), ignore_conflicts=True)
                counts[kind] += len(batch)
        install_terms(connection)
    return counts


def _written(things: Iterable[Searchable]) -> list[SearchDocument]:
    """The documents of things, not stored yet."""
    return [
        SearchDocument(
            kind=thing.search_kind,
            object_id=thing.pk,
            **columns(thing.search_kind, thing.search_document()),
        )
        for thing in things
    ]


def _batches(things: Iterator[Searchable]) -> Iterator[list[Searchable]]:
    while batch := list(islice(things, BATCH)):
        yield batch
