"""Which release of the portal this is."""

import re
import tomllib

from django.conf import settings

VERSION: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"][
    "version"
]
"""As pyproject.toml says it: 0.2.0."""


def numbers(version: str) -> tuple[int, ...]:
    """A version for comparing: 0.10.0 is newer than 0.9.1."""
    return tuple(int(number) for number in re.findall(r"\d+", version))
