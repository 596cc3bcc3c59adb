"""Long work: done once, told as it stands, taken back, given up, and forgotten with its files."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from groups.models import Department
from kyodo_portal.life.jobs.asking import can_cancel, can_have_result, cancel, forget_past
from kyodo_portal.life.jobs.kinds import Came, JobRefused, Section
from kyodo_portal.life.jobs.models import KEPT, Ending, Job
from kyodo_portal.life.jobs.running import (
    MAX_ATTEMPTS,
    STOPPED_OFTEN,
    UNEXPECTED,
    run,
    run_next,
    take,
)
from kyodo_portal.life.jobs.task import LEASE, Task
from tests.factories import make_user
from tests.life.jobs.made import kind, make_job

pytestmark = pytest.mark.django_db


def writes(_: Job, name: Any) -> Came:
    Department.objects.get_or_create(name=name or "できた課")
    return Came([Section("登録：1件", ["できた課"])], content=b"%PDF-1.4", name="できた.pdf")


def written() -> int:
    return Department.objects.count()


def taken(job: Job, at: dt.datetime | None = None) -> Job:
    found = take(job.pk, at or timezone.now())
    assert found is not None
    return found


def facts(job: Job) -> dict[str, Any]:
    job.refresh_from_db()
    return {"ending": job.ending, "error": job.error, "claim": job.claim, "attempts": job.attempts}


def test_job_is_done_with_its_report_and_file() -> None:
    def work(task: Task) -> str:
        return "".join(task.along("三件課", 3))

    with kind(work=work, finish=writes):
        job = make_job()
        shown = [job.state_label, job.percent]
        done = run_next(timezone.now())

    assert done == job
    assert facts(job) == {"ending": Ending.DONE, "error": "", "claim": None, "attempts": 1}
    assert [*shown, job.state_label, job.percent] == ["順番を待っています", None, "できました", 100]
    assert job.report == [{"title": "登録：1件", "lines": ["できた課"]}]
    assert (job.result.read(), job.result_name) == (b"%PDF-1.4", "できた.pdf")
    assert Department.objects.get().name == "三件課"
    assert run_next(timezone.now()) is None


def refuses(_: Task) -> None:
    raise JobRefused("2行目に誤りがあります。", "3行目に誤りがあります。")


def breaks(_: Job, __: Any) -> Came:
    writes(_, "")
    raise RuntimeError("a mistake of ours")


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        ({"work": refuses}, "2行目に誤りがあります。\n3行目に誤りがあります。"),
        ({"finish": breaks}, UNEXPECTED),
    ],
    ids=["refused", "broken"],
)
def test_job_that_cannot_be_done_says_why_and_changes_nothing(
    steps: dict[str, Any], error: str
) -> None:
    with kind(**steps):
        job = make_job(at_once=True)

    assert facts(job)["ending"] == Ending.FAILED
    assert job.error == error.format(number=job.pk)
    assert written() == 0


def files() -> list[str]:
    """Every kept file."""
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_file_of_a_job_that_broke_at_its_end_does_not_stay() -> None:
    def finish(_: Job, __: Any) -> Came:
        connection.needs_rollback = True  # as a database that gives up once the file lies there
        return Came(content=b"x", name="a.pdf")

    with kind(finish=finish):
        job = make_job(at_once=True)

    assert (facts(job)["ending"], files()) == (Ending.FAILED, [])


def cancels(job: Job) -> None:
    assert cancel(Job.objects.get(pk=job.pk), by=job.owner)


def lets_another(job: Job) -> None:
    run(taken(job, timezone.now() + LEASE))


@pytest.mark.parametrize(
    ("meanwhile", "ending", "departments"),
    [(cancels, Ending.CANCELLED, 0), (lets_another, Ending.DONE, 1)],
    ids=["cancelled", "taken by another"],
)
def test_worker_that_lost_its_job_changes_nothing(
    meanwhile: Callable[[Job], None], ending: str, departments: int
) -> None:
    with kind(finish=writes):
        job = make_job()
        mine = taken(job)
        meanwhile(job)
        run(mine)

    assert (facts(job)["ending"], written()) == (ending, departments)


def test_work_ends_where_it_is_once_the_job_is_cancelled() -> None:
    seen = []

    def work(task: Task) -> None:
        for number in range(3):
            task._told_at = 0.0  # as if half a second had passed
            task.tell(number, 3)
            seen.append(number)
            if number == 1:
                cancels(task.job)

    with kind(work=work, finish=writes):
        run(taken(make_job()))

    assert (seen, written()) == ([0, 1], 0)


def test_worker_that_is_asked_to_end_leaves_its_job_to_another() -> None:
    with kind(work=lambda task: task.tell(1, 2), finish=writes):
        job = make_job()
        run_next(timezone.now(), is_stopping=lambda: True)
        left = facts(job)
        run_next(timezone.now())

    assert left == {"ending": "", "error": "", "claim": None, "attempts": 0}
    assert (facts(job)["ending"], written()) == (Ending.DONE, 1)


def test_job_whose_workers_die_is_given_up() -> None:
    job, now = make_job(), timezone.now()
    for attempt in range(MAX_ATTEMPTS):
        taken(job, now + attempt * LEASE)
    with kind(finish=writes):
        run_next(now + MAX_ATTEMPTS * LEASE)

    assert facts(job)["ending"] == Ending.FAILED
    assert (job.error, written()) == (STOPPED_OFTEN, 0)


def test_job_is_held_while_its_lease_lasts() -> None:
    job, now = make_job(), timezone.now()
    taken(job, now)

    assert [take(job.pk, now + LEASE / 2), take(job.pk, now + LEASE) is not None] == [None, True]


def test_job_of_a_kind_that_is_no_more_says_so() -> None:
    job = make_job(at_once=True)

    assert facts(job)["error"] == "この種類の仕事は、いまのポータルではできません。"


def test_past_jobs_go_with_their_files(django_capture_on_commit_callbacks: Any) -> None:
    with kind(finish=writes):
        job = make_job(source=b"a,b", source_name="名簿.csv", at_once=True)
    kept = len(files())
    with django_capture_on_commit_callbacks(execute=True):
        early = forget_past(job.created_at + KEPT - dt.timedelta(seconds=1))
        late = forget_past(job.created_at + KEPT)

    assert (kept, early, late, files()) == (2, 0, 1, [])
    assert not Job.objects.exists()


def test_job_is_its_owners_and_the_administrators() -> None:
    owner, chief, other = make_user(), make_user(is_superuser=True), make_user()
    job = make_job(owner)
    people = {"owner": owner, "chief": chief, "other": other}

    def those(may: Callable[[Any], object]) -> set[str]:
        return {name for name, person in people.items() if may(person)}

    assert those(lambda person: Job.objects.visible_to(person).exists()) == {"owner", "chief"}
    assert those(lambda person: can_cancel(person, job)) == {"owner", "chief"}
    assert those(lambda person: can_have_result(person, job)) == {"owner"}
    cancel(job, by=owner)
    assert those(lambda person: cancel(job, by=person)) == set()


def test_outbox_does_the_jobs_that_wait(django_capture_on_commit_callbacks: Any) -> None:
    with kind(finish=writes):
        jobs = [make_job(), make_job()]
        call_command("outbox", "--once")

    assert [facts(job)["ending"] for job in jobs] == [Ending.DONE, Ending.DONE]
