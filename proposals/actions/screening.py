"""Writing down what was found before a proposal is reviewed."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, Proposal, ScreeningAnswer, ScreeningPoint, ScreeningWaiver
from proposals.models.screening import Found
from proposals.rules.screening import Finding, can_screen


def _held(proposal: Proposal, by: Person) -> Proposal:
    current = locked(Proposal.objects.select_related("call", "group"), pk=proposal.pk)
    can = can_screen(by, current)
    if not can:
        raise MoveRefused(can.reason)
    return current


@transaction.atomic
def save_screening(
    *, proposal: Proposal, findings: Mapping[int, Finding], waiver: str = "", by: Person
) -> bool:
    """Keep what was found, by the number of the point, and the reason of an exception. Who found a point
    stays with it until it is found otherwise. Answers whether anything changed. Raises `MoveRefused`."""
    current = _held(proposal, by)
    stood = {answer.point_id: answer for answer in current.screening.all()}
    points = set(current.call.screening_points.values_list("pk", flat=True))
    changed = False
    for point, finding in findings.items():
        if point in points:
            changed |= _keep(current, point, finding, stood.get(point), by=by)
    changed |= _waive(current, waiver, by=by)
    if changed:
        PROPOSAL_FLOW.record("screen", current, by=by, note=waiver)
    return changed


def _keep(
    proposal: Proposal, point: int, finding: Finding, stood: ScreeningAnswer | None, *, by: Person
) -> bool:
    if (finding.found, finding.note) == ((stood.found, stood.note) if stood else ("", "")):
        return False
    if not finding.found:
        proposal.screening.filter(point=point).delete()
        return True
    ScreeningAnswer.objects.update_or_create(
        proposal=proposal,
        point_id=point,
        defaults={
            "found": finding.found,
            "note": finding.note,
            "answered_by": account_of(by),
            "answered_at": timezone.now(),
        },
    )
    return True


def _waive(proposal: Proposal, reason: str, *, by: Person) -> bool:
    waivers = ScreeningWaiver.objects.filter(proposal=proposal)
    if waivers.values_list("reason", flat=True).first() == (reason or None):
        return False
    if not reason:
        waivers.delete()
        return True
    ScreeningWaiver.objects.update_or_create(
        proposal=proposal,
        defaults={
            "reason": reason,
            "written_by": account_of(by),
            "written_at": timezone.now(),
        },
    )
    return True


def tick_open_points(
    *, call: Call, proposals: Iterable[Proposal], by: Person
) -> tuple[list[Proposal], list[str]]:
    """Find every point met on which nothing was found yet, for several proposals of a call, each in a
    transaction of its own: those to which it was done, and of each other why not."""
    points = list(ScreeningPoint.objects.filter(call=call).values_list("pk", flat=True))
    done, refusals = [], []
    for proposal in proposals:
        try:
            if _tick(proposal, points, by=by):
                done.append(proposal)
            else:
                refusals.append(f"「{proposal}」：まだ確かめていない項目はありません。")
        except PermissionDenied as refusal:
            refusals.append(f"「{proposal}」：{refusal}")
    return done, refusals


@transaction.atomic
def _tick(proposal: Proposal, points: list[int], *, by: Person) -> bool:
    current = _held(proposal, by)
    found = set(current.screening.values_list("point", flat=True))
    left = [point for point in points if point not in found]
    account, now = account_of(by), timezone.now()
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(
            proposal=current,
            point_id=point,
            found=Found.MET,
            answered_by=account,
            answered_at=now,
        )
        for point in left
    )
    if left:
        PROPOSAL_FLOW.record("screen", current, by=by)
    return bool(left)
