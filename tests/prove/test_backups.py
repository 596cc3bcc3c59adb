"""A backup taken while people write: what was acknowledged before it began is in it, and all of it comes
back on another, empty portal.

Each brings its own databases, so that it runs in one half of the run.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.prove.portal import Portal
from tests.prove.test_faults import WRITERS, home, kind, raised, told
from tests.prove.writers import Company, Writer, lost

pytestmark = [pytest.mark.prove, pytest.mark.once]

FORMS = 200
"""Forms that are acknowledged while backups are being taken."""

__all__ = ["home", "kind"]


def test_backup_is_taken_while_people_write(kind: str, home: Path, record_property: Any) -> None:
    with raised(kind, home) as (portal, server):
        portal.manage("manage.py", "demo")
        writers = [Writer(portal, **each) for each in told(portal, f"tell({WRITERS})")]
        portal.start()
        taken: list[tuple[Path, list[Writer]]] = []
        with Company(writers) as company:
            company.goes_on(WRITERS)
            while company.acknowledged < FORMS + WRITERS or len(taken) < 2:
                place = home / f"kept{len(taken)}"
                promised = [
                    replace(each, documents=[*each.documents], submitted=[*each.submitted])
                    for each in writers
                ]
                portal.manage("manage.py", "backup", str(place))
                taken.append((place, promised))
        record_property("acknowledged", company.acknowledged)
        record_property("backups", len(taken))
        portal.kill()
        for number, (place, promised) in enumerate(taken):
            if server:
                server.create(f"other{number}")
            address = server.url.removesuffix("kyodo") + f"other{number}" if server else ""
            another = Portal(
                address or f"sqlite:///{home}/other{number}.sqlite3", home / f"media{number}"
            )
            said = another.manage("manage.py", "restore", str(place), "--verify")
            assert "すべての表とファイルが、控えたときのままであることを確かめました" in said
            assert lost(promised, told(another, "tell()")) == []
