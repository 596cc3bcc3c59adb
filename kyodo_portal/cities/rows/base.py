"""What the rows of a profile have in common."""

from typing import Annotated

TOLD = "told"

Told = Annotated[str, TOLD]
"""Words that people read, in Japanese. In the file they may be given in other languages beside."""
