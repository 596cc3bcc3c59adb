"""An upgrade leaves the search right: documents made by other code are made anew by `migrate`."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor

from kyodo_portal.search import SearchDocument, making
from kyodo_portal.search.making import SearchMaking
from tests.evaluations.factories import make_evaluation
from tests.factories import make_group, make_project
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db


def migrated_anew() -> bool:
    """Whether `migrate` makes a document anew that somebody has spoiled."""
    SearchDocument.objects.update(title="壊れた題")
    call_command("migrate", verbosity=0, interactive=False)
    return not SearchDocument.objects.filter(title="壊れた題").exists()


def test_migrating_makes_anew_what_other_code_has_made() -> None:
    make_group("つむぎ会")
    made_anew = {"by this code": migrated_anew()}
    SearchMaking.objects.update(stamp="another")
    made_anew["by other code"] = migrated_anew()
    made_anew["by this code again"] = migrated_anew()
    SearchMaking.objects.all().delete()
    made_anew["by nobody knows what"] = migrated_anew()

    assert made_anew == {
        "by this code": False,
        "by other code": True,
        "by this code again": False,
        "by nobody knows what": True,
    }
    assert SearchMaking.objects.count() == 1


def test_nothing_is_made_where_tables_are_missing_still(monkeypatch: pytest.MonkeyPatch) -> None:
    SearchMaking.objects.all().delete()
    later = [(None, False)]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: later)

    making.after_migrating(
        app_config=SearchMaking._meta.app_config, using="default", verbosity=0, plan=[]
    )

    assert not SearchMaking.objects.exists()


def test_stamp_is_over_everything_that_makes_a_document() -> None:
    """Whatever code runs while all documents are made is known to the stamp."""
    make_evaluation(make_project(), status="published")
    make_call()
    ran: set[Path] = set()

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            ran.add(Path(frame.f_code.co_filename))

    sys.setprofile(watch)
    try:
        making.make_anew()
    finally:
        sys.setprofile(None)
    own = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in ran
        if settings.BASE_DIR in path.parents and ".venv" not in path.parts
    }
    known = {path.relative_to(settings.BASE_DIR).as_posix() for path in making.makers()}

    assert own - known == set()
    assert {"kyodo_portal/words/text.py", "evaluations/models/evaluations.py"} <= own
