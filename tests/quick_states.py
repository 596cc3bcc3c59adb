"""Making the suite's database: the same tables as Django's own migrating makes, in half the time.

Nearly all of it goes into rendering the models of the past: for each column or constraint that is added,
Django makes every model anew that hangs on the same ones, and here all hang on the person. It marks such a
state as delayed: what is rendered need not agree in all, and what needs it to agree renders everything
first. Here a delayed change renders its own model alone, and every change that is not delayed begins with
everything rendered.

Only the empty database is made so. Upgrades are tested in Django's own way, and a proof holds both ways to
the same tables (`tests/prove/test_quick_states.py`).
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from django.db.migrations.state import ProjectState


@contextmanager
def quick() -> Iterator[None]:
    """Within this block, migrate so."""
    reload_model, reload_models = ProjectState.reload_model, ProjectState.reload_models

    def agree(state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        state.is_delayed = False

    def one(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
        if not delay:
            agree(self)
            reload_model(self, app_label, model_name)
        elif "apps" in self.__dict__:
            self.is_delayed = True
            self._reload({(app_label, model_name)})

    def several(self: ProjectState, models: Any, delay: bool = True) -> None:
        agree(self)
        reload_models(self, models, delay)

    ProjectState.reload_model, ProjectState.reload_models = one, several
    try:
        yield
    finally:
        ProjectState.reload_model, ProjectState.reload_models = reload_model, reload_models


class MadeQuickly:
    """A plugin of pytest's: what pytest-django makes the database with runs in such a block."""

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        with quick() if fixturedef.argname == "django_db_setup" else nullcontext():
            return (yield)
