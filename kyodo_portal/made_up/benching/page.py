"""A page that is measured, and what it may cost."""

from bisect import bisect_left
from dataclasses import dataclass

SIZES = (1_000, 100_000, 1_000_000)
"""Projects up to which each of a page's three budgets holds."""

CONSTANT, PLAIN_LIST, PLAIN_DETAIL = "できあがった30KB", "素の一覧", "素の詳細"


@dataclass(frozen=True, slots=True)
class Page:
    """One page to measure: its address, the page it is compared with, how many times that one's CPU
    time it may take at each of the `SIZES`, and how many queries it may ask. A bare view is compared
    with nothing. Only a page that `is_shared` is given as another visitor was given it before; with a
    `person` (their number), it is asked for as by them, signed in."""

    name: str
    path: str
    against: str = ""
    ratios: tuple[float, float, float] | None = None
    queries: int | None = None
    is_bare: bool = False
    is_shared: bool = False
    person: int | None = None

    def budget(self, projects: int) -> float | None:
        """The ratio it may reach in a database of so many projects."""
        if self.ratios is None:
            return None
        return self.ratios[min(bisect_left(SIZES, projects), len(SIZES) - 1)]
