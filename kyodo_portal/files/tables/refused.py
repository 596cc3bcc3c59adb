"""Why a list was not taken in."""


class ImportRefused(Exception):
    """The file could not be read, or what it says could not be taken in; nothing has changed.
    `reasons` are full Japanese sentences, one per thing to mend."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons
