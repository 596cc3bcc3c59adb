"""The photo of a record, as far as a list needs it."""

from dataclasses import dataclass
from typing import Any

from kyodo_portal.files.photos import small_size


@dataclass(frozen=True, slots=True)
class Photo:
    """Where a photo is, its size in pixels, and what it shows."""

    url: str
    width: int
    height: int
    caption: str = ""


def small_photo(photo: Any) -> Photo | None:
    """A kept photo (url, width, height, and its words as `alt` or `caption`) as a card shows it: in its size
    for phones, where it has one."""
    if photo is None:
        return None
    words = getattr(photo, "alt", "") or getattr(photo, "caption", "")
    small = small_size(photo.width, photo.height)
    if small:
        return Photo(f"{photo.url}?size=small", *small, words)
    return Photo(photo.url, photo.width, photo.height, words)
