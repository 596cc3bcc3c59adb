"""Serve the portal from this machine, with the outbox worker beside it.

Waitress takes many slow connections without letting the quick ones wait, which servers with one
worker per connection do not; nothing needs to stand in front of it.
"""

import logging
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyodo_portal.web.handler import PortalHandler
from kyodo_portal.web.serving import make_server


class Command(BaseCommand):
    help = "ポータルを配信します。メールを届ける係（outbox）も一緒に動きます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="待ち受けるアドレス")
        parser.add_argument(
            "--without-outbox", action="store_true", help="outbox を別に動かすときに付けます"
        )

    def handle(self, *args: Any, host: str, without_outbox: bool, **options: Any) -> None:
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue is not news
        try:
            # After collectstatic: the handler looks at the files once.
            server = make_server(PortalHandler(), host=host, port=settings.PORT)
        except OSError as error:
            raise CommandError(
                f"{host}:{settings.PORT} で待ち受けられません（{error.strerror}）。"
                "PORT= で別の番号を指定してください。"
            ) from error
        # A plain `kill` closes the server the way Ctrl+C does, so that the worker ends with it.
        for end in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(end, lambda *_: sys.exit(0))
        worker = (
            None if without_outbox else subprocess.Popen([sys.executable, "manage.py", "outbox"])
        )
        self.stdout.write(f"協働ポータル {settings.BASE_URL}/ （止めるには Ctrl+C）")
        try:
            server.run()
        finally:
            server.close()
            if worker:
                worker.terminate()
                worker.wait()
