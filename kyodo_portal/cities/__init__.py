"""One profile per city: its names, its words, its guideline, what it enables, how it judges.

A profile is a TOML file beside this module, or wherever `settings.KYODO_CITY` says, written by the
city's own staff and read once at start. What it leaves out comes from `common.toml`. With a mistake
in it nothing starts, and all its mistakes are told at once. Each of its words may stand there in the
other languages too: `label`, `label_easy`, `label_en`.
"""

from kyodo_portal.cities.loading import (
    FOLDER,
    city,
    city_file,
    city_names,
    file_as_shown,
    load_city,
    parse_city,
    read_city,
    said,
)
from kyodo_portal.cities.mistakes import BrokenProfile, Mistake
from kyodo_portal.cities.profile import City
from kyodo_portal.cities.rows import (
    District,
    EligibilityRule,
    EvaluationItem,
    Field,
    Form,
    GroupKind,
    Pattern,
    Phase,
    Rating,
    ReviewCriterion,
)

__all__ = [
    "FOLDER",
    "BrokenProfile",
    "City",
    "District",
    "EligibilityRule",
    "EvaluationItem",
    "Field",
    "Form",
    "GroupKind",
    "Mistake",
    "Pattern",
    "Phase",
    "Rating",
    "ReviewCriterion",
    "city",
    "city_file",
    "city_names",
    "file_as_shown",
    "load_city",
    "parse_city",
    "read_city",
    "said",
]
