"""What the columns of a kind of list are called: by us, by the cities, and in files of before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kyodo_portal.files.tables.read import shortened
from kyodo_portal.words.text import half_width

_KEPT_APART = re.compile(r"[（(\[［【].*[)）\]］】]$")


@dataclass(frozen=True, kw_only=True)
class Headings:
    """The headings under which a kind of list is recognised.

    labels   the columns by their own names, each with its Japanese name.
    aliases  what else stands above a column: the column's own name by each heading.
    needed   what every record says; a line that says less than half of it is none.
    named    the column by which a record is called.
    money    the beginning of the names of columns that hold whole yen; empty where none does.
    usual    some headings to name where a file has none that is known.
    """

    labels: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...]
    named: str
    money: str = ""
    usual: str

    def key_of(self, heading: str) -> str:
        """The column's own name for either of its names, however it is spaced and whatever stands
        behind it in brackets (総事業費_円（税込）); an unknown heading stays as it is.

        An amount in thousands is no column of ours: its unit stays with it.
        """
        tight = "".join(heading.split())
        for name in (heading.strip(), tight, half_width(tight), _without_remark(tight)):
            found = name if name in self.labels else self._by_name.get(name)
            if found:
                return found
        return " ".join(heading.split())

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {**self.aliases, **{label: key for key, label in self.labels.items()}}

    def in_thousands(self, heading: str) -> bool:
        """Whether a heading names a column of money in another unit than yen."""
        tight = "".join(heading.split())
        remark = _KEPT_APART.search(tight)
        if not self.money or remark is None or _without_remark(tight) != tight:
            return False
        return self.key_of(tight[: remark.start()]).startswith(self.money)

    def own(self, named: Mapping[str, str]) -> dict[str, str]:
        """What a file calls each column, given what it calls those it has (by their own names); one
        that it lacks is called in the same language."""
        told = any(name in self.labels and heading != name for name, heading in named.items())
        missing = {name: label if told else name for name, label in self.labels.items()}
        return {**missing, **{name: shortened(heading) for name, heading in named.items()}}


def _without_remark(heading: str) -> str:
    remark = _KEPT_APART.search(heading)
    if remark is None or any(unit in remark[0] for unit in ("千", "万", "億")):
        return heading
    return heading[: remark.start()]
