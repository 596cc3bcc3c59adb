"""What a profile must be beyond its keys and types: each mistake noted where it stands.

A check looks at the rows that were read, and notes at the place of the file. What could not be read is
empty there and noted already; only the first note of a place counts.
"""

from collections.abc import Mapping
from typing import Any

from kyodo_portal.cities.checks.city import check_city
from kyodo_portal.cities.checks.clauses import check_clauses
from kyodo_portal.cities.checks.guide import check_guide
from kyodo_portal.cities.checks.judging import check_judging
from kyodo_portal.cities.checks.keys import check_keys
from kyodo_portal.cities.checks.kinds import check_kinds
from kyodo_portal.cities.checks.lectures import check_lectures
from kyodo_portal.cities.checks.opinions import check_opinions
from kyodo_portal.cities.checks.search import check_search
from kyodo_portal.cities.checks.translations import check_translations
from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City


def check(parsed: City, own: Mapping[str, Any], notes: Notes) -> None:
    """Note everything that is wrong in a profile. `own` is what its file says itself."""
    check_city(parsed, own, notes)
    check_keys(parsed, notes)
    check_kinds(parsed, own, notes)
    check_clauses(parsed, own, notes)
    check_guide(parsed, notes)
    check_judging(parsed, own, notes)
    check_lectures(parsed, notes)
    check_opinions(parsed, notes)
    check_search(parsed, notes)
    check_translations(notes)
