"""What `manage.py check` looks at beside Django's own: parts of the system that a page needs."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS
from django.db.utils import OperationalError, ProgrammingError

from kyodo_portal.cities import city, city_file, file_as_shown
from kyodo_portal.cities.in_use import forgotten
from kyodo_portal.files import pdf
from kyodo_portal.web import production


@register("pdf")
def pdf_can_be_made(**_: Any) -> list[CheckMessage]:
    """PDF is optional: a warning that names the packages, and the portal runs without it."""
    lacking = pdf.missing()
    if not lacking.what:
        return []
    packages = " ".join(lacking.packages)
    hint = f"apt-get install {packages}" if packages else "pip install weasyprint"
    return [
        Warning(
            f"Reports cannot be made into PDF; missing: {', '.join(lacking.what)}. "
            "Everything else works, and the print view is offered instead.",
            hint=f"On Debian: {hint}",
            id="kyodo_portal.W001",
        )
    ]


@register("pdf")
def pdf_can_draw_emoji(**_: Any) -> list[CheckMessage]:
    """Titles have emoji in them; without a font for these a PDF shows empty boxes."""
    if pdf.missing().what or pdf.has_emoji_font():
        return []
    return [
        Warning(
            "Reports made into PDF show empty boxes instead of emoji; missing: an emoji font.",
            hint=f"On Debian: apt-get install {pdf.EMOJI_PACKAGE}",
            id="kyodo_portal.W002",
        )
    ]


@register(Tags.security, deploy=True)
def faults_of_production(**_: Any) -> list[CheckMessage]:
    """What `serve` refuses to start with, and letters that reach nobody."""
    faults = {
        "E001": production.fault_of_proxies(),
        "E002": production.fault_of_cache(),
    }
    errors: list[CheckMessage] = [
        Error(fault, id=f"kyodo_portal.{key}") for key, fault in faults.items() if fault
    ]
    if fault := production.fault_of_mail():
        errors.append(Warning(fault, id="kyodo_portal.W003"))
    return errors


@register("city")
def city_is_right(**_: Any) -> list[CheckMessage]:
    """The profile is read whole. One that cannot be used ends whatever asked, with all its mistakes
    (`kyodo_portal.cities.BrokenProfile`); nothing starts without it."""
    city()
    return []


@register(Tags.database)
def kinds_in_use_are_named(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Where the database is looked at (`serve`, `migrate`, `check --database default`): the profile has
    forgotten no kind that records use."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        lines = list(forgotten())
    except (OperationalError, ProgrammingError):
        return []  # before the first migration there are no records
    file = file_as_shown(city_file(settings.KYODO_CITY))
    return [Error(f"{file}: {line}", id="kyodo_portal.E010") for line in lines]
