"""The city that a crawl reads: the demonstration, beside it the world of the trust tables, and what is
to be asked of them, kept in a folder so that a later tree can read the very same.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.test import Client

LANGUAGES = ("", "/easy", "/en")
"""What stands before an address in each language of the page."""

#: Which people read the pages that only the demonstration has.
VISITORS = ("anonymous", "coordinator", "superuser")

_LOCATION = re.compile(r"<loc>http://[^/]+([^<]+)</loc>")


@dataclass(frozen=True)
class Asked:
    """What a crawl asks for: who has which session, and which addresses each of them reads."""

    sessions: dict[str, str]
    paths: dict[str, list[str]]

    def kept(self) -> str:
        return json.dumps({"sessions": self.sessions, "paths": self.paths}, ensure_ascii=False)


def asked_in(folder: Path) -> Asked:
    return Asked(**json.loads((folder / "asked.json").read_text()))


def make_city(folder: Path) -> None:
    """Fill the database of the settings, and write down what is to be asked of it. Expects a
    stopped clock and the settings of `tests.crawl.__main__`."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)
    world = _trust_world(folder)
    call_command("reindex", verbosity=0)
    (folder / "asked.json").write_text(_asked(world).kept())


def _trust_world(folder: Path) -> Any:
    from tests.trust.world import make_world  # noqa: PLC0415 - needs the settings first

    return make_world(folder / "media")


def _asked(world: Any) -> Asked:
    from tests.people import IN_BROWSERS  # noqa: PLC0415 - needs the settings first
    from tests.trust.addresses import ADDRESSES  # noqa: PLC0415
    from tests.trust.requests import address  # noqa: PLC0415

    rows = [row for row in ADDRESSES if row.name != "ui"]
    trust = list(dict.fromkeys(address(world, row) for row in rows))
    trust = [path for path in trust if not path.startswith("/accounts/logout")]
    demonstration = [path for path in _mapped() if path not in trust]
    paths = {
        kind: _in_languages([*trust, *(demonstration if kind in VISITORS else [])])
        for kind in IN_BROWSERS
    }
    return Asked(world.sessions, paths)


def _mapped() -> list[str]:
    """Every page that the portal's own map names."""
    maps = _LOCATION.findall(Client().get("/sitemap.xml").content.decode())
    pages = []
    for path in maps:
        answer = Client().get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        pages += _LOCATION.findall(content.decode())
    return pages


def _in_languages(paths: list[str]) -> list[str]:
    return [f"{before}{path}" for path in paths for before in LANGUAGES]
