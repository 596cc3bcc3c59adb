"""The portal's own server: waitress, which asks how much a request wants to send before it reads it.

Waitress by itself takes the whole body of every request, up to one limit for all addresses, before
the portal is asked at all. Here a body that is larger than its address takes
(`kyodo_portal.web.bodies`) is never held: the portal is asked at once, answers 413 in its own words,
and the connection ends with that answer.
"""

import socket
from collections.abc import Callable
from typing import Any

import waitress
from django.conf import settings
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

from kyodo_portal.web.bodies import TEXTS_AND_FILES, is_too_large


class Request(HTTPRequestParser):
    """A request as it comes in. One that is cut off has no body, but says how large it was."""

    def __init__(self, adj: Any, channel: "Channel") -> None:
        super().__init__(adj)
        self.channel = channel
        self.is_cut_off = False

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        self.channel.has_asked = True
        if self.channel.server.is_ending:
            # The browser is told to ask the next time on a new connection, which another process takes.
            self.headers["CONNECTION"] = "close"
        if is_too_large(self._address(), self.content_length):
            self._cut_off(self.content_length)

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if self.chunked and is_too_large(self._address(), self.body_bytes_received):
            self._cut_off(self.body_bytes_received)
        # What has come of the body already is no next request.
        return len(data) if self.is_cut_off else taken

    def _address(self) -> str:
        return str(self.path).encode("latin-1").decode(errors="replace")

    def _cut_off(self, size: int) -> None:
        self.close()
        self.body_rcv, self.error, self.completed = None, None, True
        self.chunked, self.expect_continue, self.content_length = False, False, 0
        self.headers |= {"CONTENT_LENGTH": str(size), "CONNECTION": "close"}
        self.is_cut_off = self.channel.is_cut_off = True


class Channel(HTTPChannel):
    """A connection. After a request that was cut off it ends as a courteous one does: the answer
    first, then what still comes is thrown away until the browser has read the answer or its time is
    over. Closed at once it would be reset, and the browser would show a broken connection."""

    is_cut_off = False
    is_leaving = False
    has_asked = False

    def parser_class(self, adj: Any) -> Request:
        return Request(adj, self)

    def readable(self) -> bool:
        return self.is_leaving or bool(super().readable())

    def handle_read(self) -> None:
        if not self.is_leaving:
            super().handle_read()
            return
        try:
            self.recv(self.adj.recv_bytes)  # closes the channel at the end of what comes
        except OSError:
            self.handle_close()

    def handle_close(self) -> None:
        if self.is_cut_off and not self.is_leaving and self.connected:
            # Not seen as active from here on, it is closed by the server's own rounds at the latest.
            self.is_leaving, self.will_close = True, False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                super().handle_close()
            return
        super().handle_close()

    def end_if_quiet(self, since: float) -> None:
        """Close where everything that was asked has been answered, and nothing has come since then."""
        with self.requests_lock:
            is_busy = self.requests or self.request is not None or self.total_outbufs_len
            if self.has_asked and not is_busy and self.last_activity < since:
                self.will_close = True


def make_server(application: Callable[..., Any], **where: Any) -> Any:
    """A server for this application, ready to `run()`; `where` is its `host` and `port`, or the
    `sockets` that it is given. Raises `OSError` where it cannot listen."""
    BaseWSGIServer.channel_class = Channel
    BaseWSGIServer.is_ending = False
    return waitress.create_server(
        application,
        **where,
        threads=8,
        connection_limit=2000,
        asyncore_use_poll=True,
        channel_timeout=20,
        max_request_body_size=TEXTS_AND_FILES + 1,
        ident="",
        clear_untrusted_proxy_headers=settings.TRUSTED_PROXIES == 0,
    )
