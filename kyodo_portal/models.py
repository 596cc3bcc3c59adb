"""The portal's own tables, where Django looks for them; each is kept in the room it belongs to."""

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.backups import BackupRun
from kyodo_portal.life.clock import RoutineRun
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.life.seals import AuditSeal
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.post.gathered import GatheredLine
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search.making import SearchMaking
from kyodo_portal.search.models import SearchDocument
from kyodo_portal.web.sure_cache import FallbackCount
from kyodo_portal.writing.kept.texts import KeptFile, KeptText

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "FallbackCount",
    "GatheredLine",
    "BackupRun",
    "Job",
    "KeptFile",
    "KeptText",
    "OutgoingMail",
    "ReadingEntry",
    "RoutineRun",
    "SearchDocument",
    "SearchMaking",
    "StandIn",
]
