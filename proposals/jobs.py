"""The long work of proposals: the packet of a meeting."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.flows.meetings import members_with_accounts
from kyodo_portal.life.jobs import kinds
from kyodo_portal.life.jobs.kinds import Came, JobKind, Section
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.post.letters import queue_letter
from proposals.models import Packet
from proposals.packets.asked import JOB
from proposals.packets.making import make_packet


def _tell(_job: Job, packet: Packet) -> Came:
    """The members are told when it is there for the first time, and not when it is made again."""
    if Packet.objects.filter(pk=packet.pk, told_at=None).update(told_at=timezone.now()):
        for person in members_with_accounts(packet.meeting):
            queue_letter(
                person,
                about=packet.meeting,
                told=NEW if packet.number == 1 else CHANGED,
                next_step=READ,
                key=f"packet:{packet.pk}:{person.pk}",
            )
    whole = packet.volumes.get(key="whole")
    lines = [f"{whole.pages}ページです。会議の審査資料のページから、受け取れます。"]
    return Came(report=[Section(f"{packet}ができました", lines)])


NEW = _("会議の審査資料ができました")
CHANGED = _("会議の審査資料が新しくなりました")
READ = _("会議のページから受け取り、会議の日までに読んでください。")

kinds.register(JobKind(key=JOB, work=make_packet, finish=_tell))
