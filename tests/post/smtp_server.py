"""A mail server of forty lines that can be told how to misbehave."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator

# What the server does wrong: greets with 421, refuses the recipient, falls silent, or takes the
# whole letter and hangs up without an answer.
BUSY, REFUSES, HANGS, DROPS = "busy", "refuses", "hangs", "drops"


class _Session(socketserver.StreamRequestHandler):
    server: "SmtpServer"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            self.converse()

    def converse(self) -> None:
        if self.server.fault == BUSY:
            self.say("421 come back later")
            return
        self.say("220 test")
        while command := self.rfile.readline().decode().strip():
            verb = command[:4].upper()
            if verb == "RCPT" and self.server.fault_to not in command:
                self.say("250 fine")
            elif verb == "RCPT" and self.server.fault == REFUSES:
                self.say("550 no such person")
            elif verb == "RCPT" and self.server.fault == HANGS:
                self.server.released.wait(10)
                return
            elif verb == "DATA":
                self.say("354 go on")
                self.server.received.append(self.read_letter())
                if self.server.fault == DROPS:
                    return
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def read_letter(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.decode())
        return "".join(lines)


class SmtpServer(socketserver.ThreadingTCPServer):
    """Listens on a free loopback port; `received` holds every letter it took, as sent. Set
    `fault` to one of the above; `fault_to` keeps the recipient's faults to addresses with that text.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.received: list[str] = []
        self.fault = ""
        self.fault_to = ""
        self.released = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextlib.contextmanager
def smtp_server() -> Iterator[SmtpServer]:
    """A running server for the length of a with block."""
    with SmtpServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
