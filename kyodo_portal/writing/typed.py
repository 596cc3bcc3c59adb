"""What a person typed into a form, told apart from what the form itself carries."""

import re
from collections.abc import Iterator

from django.http import HttpRequest

TECHNICAL = {
    *("csrfmiddlewaretoken", "mark", "kept", "kept_file", "digest", "paper-digest", "read", "seen"),
    *("told", "submission_key", "once", "autosave", "kept_address", "move", "part", "next"),
}
"""What a form sends beside the words of a person, whatever it says."""

_COUNTS = re.compile(r"-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|__prefix__")
_KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9]{1,3}|on|[A-Z]|")


def is_secret(name: str) -> bool:
    """Whether a field holds what nobody may read again."""
    return "password" in name


def fields_of(request: HttpRequest) -> dict[str, list[str]]:
    """Everything a form sent, to be put into it again: without its key against forgery, without its
    mark, and without passwords."""
    return {
        name: request.POST.getlist(name)
        for name in request.POST
        if name
        not in ("csrfmiddlewaretoken", "mark", "kept", "kept_file", "kept_address", "autosave")
        and not is_secret(name)
    }


def _answers(fields: dict[str, list[str]]) -> Iterator[str]:
    for name, values in fields.items():
        if name not in TECHNICAL and not is_secret(name) and not _COUNTS.search(name):
            yield from (value for value in values if value.strip())


def has_answers(fields: dict[str, list[str]]) -> bool:
    """Whether somebody wrote, ticked or chose anything here."""
    return any(True for _ in _answers(fields))


def words_in(fields: dict[str, list[str]]) -> str:
    """The words among these fields, one below the other: everything but keys, ticks, choices and
    small numbers."""
    return "\n\n".join(value for value in _answers(fields) if not _KEY.fullmatch(value))


def words_typed(request: HttpRequest) -> str:
    """What a person wrote into the form they sent, to be shown where it is not kept. Passwords never."""
    return words_in({name: request.POST.getlist(name) for name in request.POST})
