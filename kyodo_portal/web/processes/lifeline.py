"""What a process starts ends with it, however it ends.

Whoever starts another process holds the other end of its standard input and never writes. When the
starter is gone, even by `kill -9`, the system closes that end, and what was started reads to the end of
its input: its sign to finish.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a process that is to end with this one. Raises OSError where it cannot be started."""
    return subprocess.Popen(command, stdin=subprocess.PIPE, **options)  # noqa: S603 - our own commands


def watch(then: Callable[[], object]) -> None:
    """In the process that was started so: call this once the starter is gone, in a thread of its own."""

    def wait() -> None:
        # Past Python's own reader of it, which a thread that still waits would lock to the very end.
        while os.read(sys.__stdin__.fileno() if sys.__stdin__ else 0, 1):
            pass
        then()

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
