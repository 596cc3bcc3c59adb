"""Groups of a made-up city that advise others."""

from collections.abc import Sequence

from groups.models import Adviser, Group, GroupStatus, User

EVERY = 40
"""One group of so many advises others."""


def make_advisers(groups: Sequence[Group], *, by: User, batch: int) -> int:
    """The city names every so many groups; how many of them. What the search knows of them is written with
    everything else."""
    named = [group for group in groups[::EVERY] if group.status == GroupStatus.REGISTERED]
    Adviser.objects.bulk_create(
        [Adviser(group=group, subjects="会計、助成金の申請、広報", named_by=by) for group in named],
        batch_size=batch,
    )
    return len(named)
