"""The life of an amendment: talked about, then agreed by all, or ended without a change."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import User
from kyodo_portal.life.flows import Act, Flow, Move, flow_of
from kyodo_portal.life.recorded import Reader, Recorded
from projects.amending import rules
from projects.amending.landing import land, results_dropped
from projects.interest import concerns_of
from projects.models import Amendment, AmendmentStatus, Project
from projects.road.laying import lay_steps

PROPOSED, AGREED = AmendmentStatus.PROPOSED, AmendmentStatus.AGREED
WITHDRAWN, DECLINED = AmendmentStatus.WITHDRAWN, AmendmentStatus.DECLINED
CLOSED = AmendmentStatus.CLOSED
PARTIES = Reader.PARTIES


def asked(amendment: Amendment, __: Act | None = None) -> list[User]:
    """Everybody who speaks for a party that the amendment needs, and whoever proposed it, as long as it
    is theirs to take back."""
    rows = list(amendment.asked.all())
    spoken_for = people.parties(
        [row.group_id for row in rows if row.group_id is not None],
        [row.department_id for row in rows if row.department_id is not None],
    )
    proposer = amendment.proposed_by
    return [*spoken_for, *([proposer] if rules.can_withdraw(proposer, amendment) else [])]


def _invited(amendment: Amendment, __: Act) -> list[User]:
    """Those who are asked and no party of the project yet: nobody else tells them."""
    project = amendment.project
    groups, departments = project.partner_group_ids(), project.responsible_department_ids()
    rows = list(amendment.asked.all())
    return people.parties(
        [row.group_id for row in rows if row.group_id and row.group_id not in groups],
        [
            row.department_id
            for row in rows
            if row.department_id and row.department_id not in departments
        ],
    )


def _ended(__: Amendment, act: Act) -> dict[str, Any]:
    return {"ended_at": act.at}


def _landed(amendment: Amendment, act: Act) -> dict[str, Any]:
    """The version it becomes. The course of the project says so, and keeps what was written of goals
    that are no more."""
    project = Project.objects.get(pk=amendment.project_id)
    dropped = results_dropped(project, amendment.terms)
    agreement = land(amendment)
    lay_steps(Project.objects.get(pk=project.pk), by=act.by)
    flow_of(project).record(
        "change_agreed",
        project,
        by=act.by,
        data={"version": agreement.version, **({"results_dropped": dropped} if dropped else {})},
    )
    return {"ended_at": act.at, "agreement": agreement}


def _told_on_the_project(amendment: Amendment, act: Act) -> None:
    project = amendment.project
    flow_of(project).record("change_dropped", project, by=act.by)


def _told_with_its_reason(amendment: Amendment, act: Act) -> None:
    project = amendment.project
    flow_of(project).record("change_dropped", project, by=act.by, note=act.note)


def _without(name: str, **more: Any) -> Move:
    """A move that ends the talk and leaves what was signed."""
    ends: dict[str, Any] = {
        "sources": frozenset({PROPOSED}),
        "judges": False,
        "read_by": PARTIES,
        "note_read_by": PARTIES,
        "stamps": _ended,
        "effect": _told_on_the_project,
        "tells": asked,
        "next_step": _(
            "協定は、いまの版のまま続きます。必要なら、話し合って新しい変更案を出せます。"
        ),
    }
    return Move(name=name, **(ends | more))


AMENDMENT_FLOW = Flow(
    Amendment,
    AmendmentStatus,
    turns={
        PROPOSED: _("署名を求められている団体と市が、変更案を確かめています"),
        AGREED: _("変更が成立しました"),
        WITHDRAWN: _("提案した側が取り下げました"),
        DECLINED: _("変更しないことになりました"),
        CLOSED: _("変更しないまま終わりました"),
    },
    tones={
        PROPOSED: "info",
        AGREED: "success",
        WITHDRAWN: "muted",
        DECLINED: "warning",
        CLOSED: "muted",
    },
    moves=[
        Move(
            name="agree",
            label=_("変更を成立させる"),
            sources=frozenset({PROPOSED}),
            target=AGREED,
            happened=_("署名がそろい、変更が成立しました"),
            read_by=PARTIES,
            event_tone="success",
            judges=False,
            automatic=True,
            stamps=_landed,
            tells=asked,
            told=_("変更案に全員の署名がそろい、協定が新しい版になりました"),
            next_step=_("協定のページで、新しい内容を確かめてください。"),
        ),
        _without(
            "withdraw",
            label=_("変更案を取り下げる"),
            target=WITHDRAWN,
            happened=_("提案した側が、変更案を取り下げました"),
            who=rules.can_withdraw,
            confirm=_("取り下げると、集まった署名も終わります。よろしいですか。"),
            done=_("変更案を取り下げました。協定は、いまの版のまま続きます。"),
        ),
        _without(
            "decline",
            label=_("この変更に同意しない"),
            target=DECLINED,
            happened=_("変更案に同意しない当事者がありました"),
            event_tone="warning",
            who=rules.can_decline,
            note_label=_("同意できない理由（当事者に伝わります）"),
            tone="danger",
            done=_("同意しないことを、理由とともに伝えました。協定は、いまの版のまま続きます。"),
        ),
        _without(
            "close",
            label=_("変更の協議を終わらせる"),
            target=CLOSED,
            happened=_("協働担当が、変更の協議を終わらせました"),
            who=rules.can_close,
            judges=True,
            when=rules.can_be_closed,
            effect=_told_with_its_reason,
            note_label=_("終わらせる理由（公開されます）"),
            tone="danger",
            done=_("変更の協議を終わらせ、当事者に知らせます。協定は、いまの版のまま続きます。"),
        ),
        _without(
            "lapse",
            label=_("事業とともに終わる"),
            target=CLOSED,
            happened=_("事業が中止になり、変更の協議も終わりました"),
            automatic=True,
            tells=_invited,
            next_step="",
        ),
    ],
    concerns=lambda amendment: concerns_of(amendment.project),
    acts=[
        Recorded(
            name="propose",
            label="変更案を出した",
            happened=_("変更案が出されました"),
            read_by=PARTIES,
        ),
        Recorded(
            name="sign",
            label="変更案に署名した",
            happened=_("変更案に署名しました"),
            read_by=PARTIES,
        ),
    ],
)


def lapse(amendments: Iterable[Amendment], act: Act) -> None:
    """A project that is called off takes what was talked about with it."""
    for amendment in amendments:
        AMENDMENT_FLOW.make("lapse", amendment, by=act.by)
