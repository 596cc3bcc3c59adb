"""What is wrong in a profile, all of it at once, each with its file, line, key and what is right."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kyodo_portal.cities.positions import Path, line_of
from kyodo_portal.words.languages import EASY, ENGLISH, Language


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `what` says what is wrong and what is right, in plain Japanese."""

    file: str
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.what}"


class BrokenProfile(SystemExit):
    """A profile the portal cannot start with. The process ends with status 1 and one line for each
    mistake, as with any other setting that is wrong (`kyodo_portal.environment.WrongSetting`)."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        number = len(self.mistakes)
        lines = [
            f"市の設定ファイルに、直すところが{number}か所あります。",
            *map(str, self.mistakes),
        ]
        super().__init__("\n".join(lines))


@dataclass(kw_only=True)
class Notes:
    """What is noted while a profile is read: its mistakes, and its words in other languages."""

    file: str
    lines: dict[Path, int] = field(default_factory=dict)
    found: dict[Path, Mistake] = field(default_factory=dict)
    translations: dict[Language, dict[str, str]] = field(
        default_factory=lambda: {EASY: {}, ENGLISH: {}}
    )
    told_at: dict[tuple[Language, str], Path] = field(default_factory=dict)
    misspelt: set[Path] = field(default_factory=set)
    """What stands there under a name that is nearly right: told once, under that name."""

    def wrong(self, path: Path, what: str) -> None:
        """Note a mistake. Only the first at one place, or in what lies there, counts: what follows from
        it is no news."""
        known = self.found.keys() | self.misspelt
        if not any(path[:length] in known for length in range(1, len(path) + 1)):
            line = line_of(path, self.lines)
            self.found[path] = Mistake(self.file, line, key_of(path), what)

    @property
    def mistakes(self) -> list[Mistake]:
        """All of them, in the order of the file."""
        return sorted(self.found.values(), key=lambda mistake: mistake.line)


def key_of(path: Path) -> str:
    """A place as the reader of the file knows it: the rows of a list are counted from 1."""
    key = ""
    for step in path:
        key += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if key else step
    return key or "ファイル全体"
