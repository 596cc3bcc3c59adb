"""The photo of a record, as far as a list needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """Where a photo is, its size in pixels, and what it shows."""

    url: str
    width: int
    height: int
    caption: str = ""
