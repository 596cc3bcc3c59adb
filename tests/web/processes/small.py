"""A program of several processes that serve one socket, without the portal, so that it starts at once.

Each answers with the number of its process, after `/slow` with delay. `python -m
tests.web.processes.small watch N` watches over N of them and a helper; it says the port and "serving".
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from kyodo_portal.web.processes import lifeline
from kyodo_portal.web.processes.child import serve_on
from kyodo_portal.web.processes.supervisor import Supervisor, listen

PROGRAM = [sys.executable, "-m", "tests.web.processes.small"]
SLOW = 0.7


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/slow":
        say("slow")
        time.sleep(SLOW)
    body = str(os.getpid()).encode()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def watch(count: int) -> None:
    listening = listen("127.0.0.1", 0)
    say(listening.getsockname()[1])
    serve, helper = [*PROGRAM, "serve"], [*PROGRAM, "help"]
    Supervisor(listening, serve, count, [helper], is_told=lambda: say("serving")).run()


def help_out() -> None:
    say(f"helper {os.getpid()}")
    lifeline.watch(lambda: os.kill(os.getpid(), signal.SIGTERM))
    signal.pause()


def main(what: str, *arguments: str) -> None:
    settings.configure(TRUSTED_PROXIES=0)
    if what == "watch":
        watch(int(arguments[0]))
    elif what == "help":
        help_out()
    elif Path(os.environ["BROKEN_IF"]).exists():
        sys.exit(3)
    else:
        numbers = [int(each.partition("=")[2]) for each in arguments]
        serve_on(numbers[0], numbers[1], application)


if __name__ == "__main__":
    main(*sys.argv[1:])
