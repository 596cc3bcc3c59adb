"""Who came and who went: what the record and a letter say, by name, where people, groups or departments
are added to something or taken from it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The names of those who came and of those who went; false where it is neither."""

    come: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.come or self.gone)

    def __str__(self) -> str:
        """In the words of the record, which is Japanese: 加わった：花と道の会。外れた：道路公園課。"""
        parts = (("加わった", self.come), ("外れた", self.gone))
        return "".join(f"{what}：{'、'.join(names)}。" for what, names in parts if names)

    def facts(self) -> dict[str, list[str]]:
        """As small facts beside an entry of the record."""
        return {"come": list(self.come), "gone": list(self.gone)}


def came_and_went(before: Mapping[Hashable, str], after: Mapping[Hashable, str]) -> Change:
    """Names by whatever tells one from another, as they were and as they are: a new name of the same
    one is no change."""
    return Change(
        come=tuple(name for key, name in after.items() if key not in before),
        gone=tuple(name for key, name in before.items() if key not in after),
    )
