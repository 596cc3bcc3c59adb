"""What the database itself promises: values it knows, and a moment where there is a result."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from tests.factories import make_reviewer
from tests.proposals.factories import make_call, make_proposal, make_review

APPS = ("kyodo_portal", "groups", "projects", "proposals", "evaluations")

#: The search's index is made anew from the records whenever somebody asks for it (`reindex`).
MADE_ANEW = {"kyodo_portal.SearchDocument.kind"}


def columns_of(condition: models.Q) -> set[str]:
    """The columns that a constraint speaks of."""
    found: set[str] = set()
    for part in condition.children:
        found |= columns_of(part) if isinstance(part, models.Q) else {str(part[0]).split("__")[0]}
    return found


@pytest.mark.once
def test_column_with_choices_holds_nothing_else() -> None:
    free = {
        f"{model._meta.label}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
        for field in model._meta.concrete_fields
        if field.choices
        and not any(
            field.name in columns_of(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        )
    }

    assert free == MADE_ANEW


@pytest.mark.django_db
def test_result_and_its_moment_are_kept_together() -> None:
    call, review = make_call(when="reviewing"), make_review(make_proposal(), make_reviewer())
    wrong: list[tuple[Any, dict[str, Any]]] = [
        (call, {"status": "decided"}),
        (call, {"decided_at": timezone.now()}),
        (review, {"status": "submitted"}),
        (review, {"submitted_at": timezone.now()}),
    ]
    kept = []
    for record, columns in wrong:
        try:
            with transaction.atomic():
                type(record).objects.filter(pk=record.pk).update(**columns)
            kept.append((record, columns))
        except IntegrityError:
            continue

    assert kept == []
