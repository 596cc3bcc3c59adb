"""Long work for the tests: a kind whose steps a test gives, and a job of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from groups.models import User
from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.kinds import KINDS, Came, JobKind, register
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.task import Task
from tests.factories import make_user

KIND = "tests"


def _no_work(_: Task) -> None:
    return None


def _comes_to_nothing(_: Job, __: Any) -> Came:
    return Came()


@contextmanager
def kind(
    *,
    work: Callable[[Task], Any] = _no_work,
    finish: Callable[[Job, Any], Came] = _comes_to_nothing,
) -> Iterator[None]:
    """While this lasts, jobs of the tests do that."""
    register(JobKind(key=KIND, work=work, finish=finish))
    try:
        yield
    finally:
        del KINDS[KIND]


def make_job(owner: User | None = None, **asked: Any) -> Job:
    return ask_for(KIND, by=owner or make_user("頼んだ人"), label="見本の仕事", **asked)
