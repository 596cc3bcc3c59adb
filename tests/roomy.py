"""Room for the stack of calls, so that the suite does not ask the system for it again and again.

CPython keeps the frames of a thread in pieces of 16 KiB. Where a busy loop stands at the edge of one, each
of its calls maps a piece and gives it back, which takes a fifth of the time of a test that asks for
pages. A frame that says it may need much gets one large piece, and what it calls finds room in the rest.
"""

from collections.abc import Callable
from typing import Any


def roomy(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call with room for what it calls in its turn."""
    return call(*args, **kwargs)


#: In words of eight bytes: more than half a MiB, so that the piece is one of a whole MiB.
roomy.__code__ = roomy.__code__.replace(co_stacksize=70_000)
