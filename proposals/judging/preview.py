"""What a release would bring about, in figures and names, before anybody presses."""

from dataclasses import dataclass

from groups.models import Group, User
from proposals.judging.release import Outlook, outlook_of
from proposals.models import ADOPTING, Call, Proposal


@dataclass(frozen=True, slots=True)
class Preview:
    """`births` projects are born and public, `awaiting` adoptions wait for the council's vote, `letters`
    groups and persons are written to. `unreached` are those to whom no letter goes, as nobody of theirs
    has an account: their notice is printed."""

    outlook: Outlook
    births: int
    awaiting: int
    letters: int
    unreached: list[str]


def preview_of(call: Call, outlook: Outlook | None = None) -> Preview:
    """The call as it stands. One query more than its outlook."""
    outlook = outlook or outlook_of(call)
    adopted = sum(draft.outcome in ADOPTING for draft in outlook.ready)
    groups: dict[int, Group] = {}
    persons, guests = set(), []
    for draft in outlook.ready:
        if draft.proposal.group is not None:
            groups[draft.proposal.group.pk] = draft.proposal.group
        elif draft.proposal.created_by_id is not None:
            persons.add(draft.proposal.created_by_id)
        else:
            guests.append(draft.proposal)
    managers = User.objects.managing(list(groups))
    reached = set(managers.values_list("memberships__group", flat=True)) & set(groups)
    return Preview(
        outlook=outlook,
        births=0 if call.needs_vote else adopted,
        awaiting=adopted if call.needs_vote else 0,
        letters=len(reached) + len(persons) + sum(_has_mail(each) for each in guests),
        unreached=sorted(
            [group.name for pk, group in groups.items() if pk not in reached]
            + [each.card_name for each in guests if not _has_mail(each)]
        ),
    )


def _has_mail(idea: Proposal) -> bool:
    return idea.guest is not None and bool(idea.guest.email)
