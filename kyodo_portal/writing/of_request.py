"""What is kept with one request for those who answer it, and goes with it."""

from typing import Any

from django.http import HttpRequest


def keep_with(request: HttpRequest, **known: Any) -> None:
    """Let these names be read from the request by whatever still answers it."""
    for name, value in known.items():
        setattr(request, name, value)
