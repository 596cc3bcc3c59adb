"""The job that makes a packet."""

from kyodo_portal.life.jobs.models import Job
from proposals.models import Packet

JOB = "packet"


def job_of(packet: Packet) -> Job | None:
    """The last job that was to make it; None where none is kept."""
    jobs = Job.objects.filter(kind=JOB, given__packet=packet.pk)
    return jobs.order_by("-pk").first()
