"""Serve the portal from this machine, with the outbox worker beside it.

Waitress takes many slow connections without letting the quick ones wait, which servers with one
worker per connection do not. By itself the command serves from this one process. With `--processes`
it only watches over so many that do, and takes a changed release without refusing anybody.
"""

import argparse
import logging
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections

from kyodo_portal.web import production
from kyodo_portal.web.handler import PortalHandler
from kyodo_portal.web.processes import lifeline
from kyodo_portal.web.processes.child import serve_on
from kyodo_portal.web.processes.supervisor import DidNotStart, Supervisor, listen
from kyodo_portal.web.serving import make_server
from kyodo_portal.web.static_files import collect_changed

MOST = 64


class Command(BaseCommand):
    help = "ポータルを配信します。メールを届ける係（outbox）も一緒に動きます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="待ち受けるアドレス")
        parser.add_argument(
            "--processes",
            type=int,
            metavar="N",
            help="配信するプロセスの数。指定すると、倒れたものを始め直し、SIGHUP で新しい版に入れ替えます",
        )
        parser.add_argument(
            "--without-outbox", action="store_true", help="outbox を別に動かすときに付けます"
        )
        # Said by the supervisor to the processes it starts.
        parser.add_argument("--on-socket", type=int, help=argparse.SUPPRESS)
        parser.add_argument("--tell", type=int, help=argparse.SUPPRESS)

    def handle(
        self,
        *args: Any,
        host: str,
        processes: int | None,
        without_outbox: bool,
        on_socket: int | None,
        tell: int | None,
        **options: Any,
    ) -> None:
        self.check(databases=[DEFAULT_DB_ALIAS])
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue is not news
        if on_socket is not None and tell is not None:
            _collect()
            serve_on(on_socket, tell, PortalHandler())
            return
        if processes is not None and not 1 <= processes <= MOST:
            raise CommandError(f"--processes: 1 から {MOST} までの整数で指定してください。")
        if fault := production.fault_of_serving(processes or 1):
            raise CommandError(fault)
        connections.close_all()
        helpers = [] if without_outbox else [_command("outbox", "--beside")]
        if processes is None:
            self._serve(host, helpers)
        else:
            self._watch_over(host, processes, helpers)

    def _serve(self, host: str, helpers: list[list[str]]) -> None:
        _collect()
        try:
            # After that: the handler looks at the files once.
            server = make_server(PortalHandler(), host=host, port=settings.PORT)
        except OSError as error:
            raise _not_to_be_had(host, error) from error
        # A plain `kill` closes the server the way Ctrl+C does.
        for end in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(end, lambda *_: sys.exit(0))
        beside: list[subprocess.Popen[bytes]] = [lifeline.start(each) for each in helpers]
        self._say_where()
        try:
            server.run()
        finally:
            server.close()
            for each in beside:
                each.terminate()
                each.wait()

    def _watch_over(self, host: str, processes: int, helpers: list[list[str]]) -> None:
        try:
            listening = listen(host, settings.PORT)
        except OSError as error:
            raise _not_to_be_had(host, error) from error
        supervisor = Supervisor(
            listening, _command("serve"), processes, helpers, is_told=self._say_where
        )
        try:
            supervisor.run()
        except DidNotStart as error:
            raise CommandError(
                "配信を始められませんでした。理由は、この上の行にあります。"
            ) from error

    def _say_where(self) -> None:
        self.stdout.write(f"協働ポータル {settings.BASE_URL}/ （止めるには Ctrl+C）")
        self.stdout.flush()


def _command(*words: str) -> list[str]:
    """A command of this portal, from the place from which this one was started: where that is a
    link to a release, the release it leads to by then."""
    return [sys.executable, str(Path(sys.argv[0]).absolute()), *words]


def _collect() -> None:
    if not settings.DEBUG:
        collect_changed()


def _not_to_be_had(host: str, error: OSError) -> CommandError:
    return CommandError(
        f"{host}:{settings.PORT} で待ち受けられません（{error.strerror}）。"
        "PORT= で別の番号を指定してください。"
    )
