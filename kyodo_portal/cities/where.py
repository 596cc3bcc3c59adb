"""Where the city's profile is read from."""

from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent


def profile_path() -> Path:
    """The file that `KYODO_CITY` names: one beside this module, or one anywhere."""
    named = str(settings.KYODO_CITY)
    return Path(named) if named.endswith(".toml") else FOLDER / f"{named}.toml"
