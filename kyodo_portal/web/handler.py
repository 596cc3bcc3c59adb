"""How a request is read from the web server, before any middleware: a header nobody can read is no
error of the portal's."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

KEPT = ("boundary",)
"""What is believed of what a request says about the kind of its body. Pages are sent in UTF-8 and
browsers answer in it; a request that names another alphabet is read in ours, and refused by it."""


class ReadableRequest(WSGIRequest):
    """A request whose kind can always be read: Django raises for one that it cannot."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        said = meta.get("CONTENT_TYPE", "")
        try:
            self.content_type, given = parse_header_parameters(said)
        except (ValueError, LookupError):
            self.content_type, given = said.partition(";")[0].strip().lower(), {}
        self.content_params = {name: given[name] for name in KEPT if name in given}
        if given != self.content_params:
            kept = "".join(f'; {name}="{value}"' for name, value in self.content_params.items())
            meta["CONTENT_TYPE"] = f"{self.content_type}{kept}"


class PortalHandler(WSGIHandler):
    """The portal as a WSGI application."""

    request_class = ReadableRequest
