"""The packet of a meeting made by a process of its own, that may be killed in the middle.

`make` is called within `manage.py shell` on the portal's own database, and answers in JSON.
"""

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.running import run, take
from proposals.models import Packet
from proposals.packets.asked import JOB
from tests.factories import make_reviewer
from tests.proposals.factories import make_review
from tests.proposals.packets.factories import before_meeting, frozen
from tests.prove.portal import Portal

SAID = "地域の花だんを、こどもたちと市が一緒に世話します。" * 60


def packet_of(number: int) -> Packet:
    """So many proposals with two sheets each, frozen."""
    meeting, proposals = before_meeting(number)
    reviewers = [make_reviewer(name) for name in ("一人目", "二人目")]
    for proposal in proposals:
        type(proposal).objects.filter(pk=proposal.pk).update(content=SAID, background=SAID)
        for reviewer in reviewers:
            make_review(proposal, reviewer, status="submitted", points=4)
    return frozen(meeting)


def make(packet: int) -> None:
    """Do the job that waits for this packet, whoever held it before; tell how much memory that took, in MB."""
    job = Job.objects.running().get(kind=JOB, given__packet=packet)
    taken = take(job.pk, timezone.now() + dt.timedelta(hours=1))
    if taken is not None:
        run(taken)
    job.refresh_from_db()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps({"ending": job.ending, "error": job.error, "megabytes": most}))


def started(portal: Portal, packet: Packet) -> subprocess.Popen[str]:
    """A process that makes it."""
    words = f"from tests.prove.packets import make; make({packet.pk})"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", words]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, env=portal.env, stdout=pipe, stderr=nowhere, text=True)


def made_with_a_kill(portal: Portal, packet: Packet, *, after: int) -> dict[str, Any]:
    """Make it, killed once when so many pieces are there: what the second process tells, and which pieces
    of the first it made again (`lost`)."""
    ask_for(JOB, by=packet.frozen_by, label=str(packet), given={"packet": packet.pk})
    first = started(portal, packet)
    _wait(lambda: packet.parts.exclude(file="").count() >= after or first.poll() is not None)
    first.kill()
    first.communicate()
    before = _files(packet)
    told = json.loads(started(portal, packet).communicate()[0])
    now = _files(packet)
    return {**told, "lost": [pk for pk, name in before.items() if now[pk] != name]}


def _files(packet: Packet) -> dict[int, str]:
    return dict(packet.parts.exclude(file="").values_list("pk", "file"))


def joined_again(portal: Portal, packet: Packet) -> str:
    """The digest of the whole file when it is joined once more by another process."""
    packet.volumes.all().delete()
    ask_for(JOB, by=packet.frozen_by, label=str(packet), given={"packet": packet.pk})
    started(portal, packet).communicate()
    return packet.volumes.get(key="whole").sha256


def _wait(is_so: Callable[[], bool], seconds: float = 900) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("nothing came of it")
        time.sleep(0.1)
