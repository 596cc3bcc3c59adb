"""Who may do what about a project. The four rules of the guideline are enforced here."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.rules.groups import HIDDEN
from groups.rules.people import (
    belongs_to,
    coordinates,
    is_administrator,
    is_coordinator,
    is_department_staff,
    manages,
    works_in,
)
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from kyodo_portal.words.languages import listed
from projects.agreement.money import can_be_paid_as
from projects.agreement.parties import belongs_to_a_partner, signs_for
from projects.agreement.terms import is_in_force, standing_of
from projects.interest import concerns_of
from projects.models import (
    OPEN_STATUSES,
    Amendment,
    Bearer,
    Origin,
    Project,
    ProjectStatus,
    Scheme,
    Update,
)
from projects.models.updates import UpdateSide
from projects.questions import MAY_BE_EDITED, PARTIES_MAY_CHANGE

PARTIES = _("この事業の団体の管理者と、所管課の職員")


def is_group_side(person: Person, project: Project) -> bool:
    """Speaks for a partner group."""
    return manages(person, project.partner_group_ids())


def is_city_side(person: Person, project: Project) -> bool:
    """Works in a responsible department."""
    return works_in(person, project.responsible_department_ids())


def can_view(person: Person, project: Project) -> Verdict:
    """Everybody sees a published project; one not yet published its partners' members, its
    departments' staff and the coordinators."""
    if project.is_published or coordinates(person, project) or is_administrator(person):
        return ALLOWED
    if belongs_to(person, project.partner_group_ids()) or is_city_side(person, project):
        return ALLOWED
    return refuse(HIDDEN)


def may_represent(person: Person, project: Project) -> Verdict:
    """The managers of a partner group and the staff of a responsible department: the two sides."""
    if is_group_side(person, project) or is_city_side(person, project):
        return ALLOWED
    return not_yours(PARTIES)


def may_complete(person: Person, project: Project) -> Verdict:
    """The two sides, of what is evaluated afterwards."""
    if project.between_citizens:
        return not_yours(PARTIES)
    return may_represent(person, project)


def may_complete_among_citizens(person: Person, project: Project) -> Verdict:
    """Its groups, of what they do with each other."""
    if not project.between_citizens:
        return not_yours(gettext("市民と市民の協働の団体の管理者"))
    return may_represent(person, project)


def is_not_its_staff(person: Person, project: Project) -> bool:
    """Whether what the responsible staff and the coordinators may both do is done from outside the
    project when this person does it. Of what groups do with groups, theirs is the inside."""
    if project.between_citizens and is_group_side(person, project):
        return False
    return not is_city_side(person, project)


def may_judge(person: Person, project: Project) -> Verdict:
    """Whoever has no interest in the project."""
    return can_judge(person, project, *concerns_of(project))


def can_edit(person: Person, project: Project) -> Verdict:
    """Both sides write the plan, and the coordinators may mend one that is not their own affair,
    until the project has ended and while nobody who judges it holds it fast."""
    if project.status not in OPEN_STATUSES:
        return refuse(
            gettext("終わった事業の計画は変更できません。結果は報告と評価に書いてください。")
        )
    if not (verdict := MAY_BE_EDITED.of(project)):
        return verdict
    party = may_represent(person, project)
    if party or not coordinates(person, project):
        return party
    return may_judge(person, project)


def can_change_parties(project: Project) -> Verdict:
    """Who the partners and the responsible departments are stays as it is while somebody who judges the
    project holds them fast; who may change them, `can_edit` says."""
    return PARTIES_MAY_CHANGE.of(project)


def can_register(person: Person) -> Verdict:
    """Department staff and coordinators enter projects into the register."""
    if is_coordinator(person) or is_department_staff(person):
        return ALLOWED
    return not_yours("所管課の職員と協働担当の職員")


def can_sign(person: Person, project: Project) -> Verdict:
    """Each party signs for itself, by whoever signs for it."""
    return first_refusal(
        can_be_signed_by_parties(person, project), lambda: can_give_a_signature(person, project)
    )


def can_be_signed_by_parties(person: Person, project: Project) -> Verdict:
    """The parties sign while the plan is open and says what rules 1 and 2 ask for."""
    party = may_represent(person, project)
    if not party:
        return party
    if project.between_citizens:
        return refuse(
            gettext("市民と市民の協働です。団体どうしの協定は、まだこのポータルでは結べません。")
        )
    if not project.requires_agreement:
        return refuse(
            gettext("この事業は過去の記録として登録されたため、ここで署名する協定はありません。")
        )
    if project.status not in OPEN_STATUSES:
        return refuse(gettext("この事業は終わっているため、協定に署名することはできません。"))
    return can_be_signed(project)


def can_give_a_signature(person: Person, project: Project) -> Verdict:
    """Whoever signs for one of the parties: where it has named somebody, they alone; for the city nobody
    who belongs to a group that it agrees with."""
    if signs_for(person, project):
        return ALLOWED
    if belongs_to_a_partner(person, project) and is_city_side(person, project):
        return refuse(
            gettext(
                "相手の団体に属している（属していた）ため、市の署名はできません。"
                "同じ課の別の方に署名をお願いしてください。"
            )
        )
    return refuse(
        gettext(
            "署名する人が決まっています。決められた方に署名をお願いしてください。"
            "決め方を変えるときは、協働担当に知らせてください。"
        )
    )


def can_be_signed(project: Project) -> Verdict:
    """What rules 1 and 2 ask for is there, and the money adds up. A version that was begun before the
    money was signed is signed by all as it is."""
    standing = standing_of(project)
    return all_refusals(
        can_be_agreed(project),
        ALLOWED if standing.scheme == Scheme.ROLES else can_be_paid_as(standing.terms),
    )


def can_be_agreed(project: Project) -> Verdict:
    """Rules 1 and 2: a shared purpose, at least one goal that says how much by when, and a role
    table with something to do for each side; and both sides are named."""
    return can_be_agreed_as(
        purpose=project.purpose,
        has_goals=bool(project.goals.all()),
        bearers={role.bearer for role in project.roles.all()},
        has_groups=bool(project.partners.all()),
        has_departments=bool(project.responsible_departments.all()),
    )


def can_be_agreed_as(
    *, purpose: str, has_goals: bool, bearers: set[str], has_groups: bool, has_departments: bool
) -> Verdict:
    """The same of terms that are not yet those of a project. `bearers` are those of its roles."""
    both_have_a_part = Bearer.BOTH in bearers or {Bearer.GROUP, Bearer.CITY} <= bearers
    return all_refusals(
        allow_if(purpose.strip(), gettext("共有する目的が、まだ書かれていません。")),
        allow_if(
            has_goals,
            gettext("目標（なにを・どのくらい・いつまでに）が、まだ一つもありません。"),
        ),
        allow_if(both_have_a_part, gettext("役割分担の表に、団体と市の両方の役割が必要です。")),
        allow_if(has_groups, gettext("相手の団体が、まだ決まっていません。")),
        allow_if(has_departments, gettext("所管課が、まだ決まっていません。")),
    )


def can_rely_on_agreement(project: Project) -> Verdict:
    """Rule 2: every party has signed the version of the terms that stands now."""
    if not project.requires_agreement:
        return ALLOWED
    return allow_if(
        is_in_force(project),
        gettext(
            "協定のいまの内容に、まだ全員の署名がそろっていません。"
            "協定のページで、双方の署名をそろえてください。"
        ),
    )


def is_amended(project: Project) -> bool:
    """A change of what was signed is being talked about. A page has read it with the project."""
    known = getattr(project, "amended_now", None)
    return bool(Amendment.objects.running_for(project) if known is None else known)


def can_agree(project: Project) -> Verdict:
    """The plan is complete and signed by both sides."""
    if not project.requires_agreement:
        return ALLOWED
    return all_refusals(can_be_agreed(project), can_rely_on_agreement(project))


def can_start(project: Project) -> Verdict:
    """Work starts when the plan is complete, signed by both sides, and open to everybody: nothing
    starts unpublished (rule 3); and what its form asks for first is settled."""
    return all_refusals(
        can_agree(project),
        allow_if(project.is_published, why_unpublished(project)),
        can_start_by_form(project),
    )


def can_start_by_form(project: Project) -> Verdict:
    """The steps before the start are settled, as the table of the project's forms marks them
    (`projects.steps`). The agreement has its own reason."""
    open_ones = [
        str(row.label)
        for row in project.steps.all()
        if row.is_open and row.is_by_hand and row.row.before_start
    ]
    return allow_if(
        not open_ones,
        gettext("始める前に済ませる手順があります：{names}").format(names=listed(open_ones)),
    )


def why_unpublished(project: Project) -> str:
    """Why nobody else can read of it yet, and who opens it."""
    if project.origin == Origin.PROPOSAL:
        return gettext(
            "この事業は、まだ公開されていません。提案から生まれた事業は、募集の結果とともに公開されます。"
            "結果の公表を待ってから始めてください。"
        )
    return gettext(
        "この事業は、まだ公開されていません。"
        "所管課か協働担当の職員が管理画面で公開してから、始めてください。"
    )


def can_complete(project: Project) -> Verdict:
    """A project ends with its result told and every goal compared with what was promised; while a
    change of the promise is talked about, it goes on."""
    told = all(goal.achievement and goal.result for goal in project.goals.all())
    return all_refusals(
        can_rely_on_agreement(project),
        allow_if(
            not is_amended(project),
            gettext(
                "協定の変更案を協議しています。協定のページで、署名をそろえるか、"
                "取り下げるか、不同意を伝えてから終えてください。"
            ),
        ),
        allow_if(project.result.strip(), gettext("事業の結果が、まだ書かれていません。")),
        allow_if(told, gettext("結果と達成の度合いが書かれていない目標があります。")),
    )


def can_post_update(person: Person, project: Project) -> Verdict:
    """Members of a partner group and staff of a responsible department tell of the progress, from
    the agreement until the evaluation is published."""
    if not (belongs_to(person, project.partner_group_ids()) or is_city_side(person, project)):
        return not_yours(gettext("この事業の団体の構成員と、所管課の職員"))
    return allow_if(
        project.status in (ProjectStatus.AGREED, ProjectStatus.ACTIVE, ProjectStatus.COMPLETED),
        gettext("活動の報告は、協定を結んでから評価を公表するまでの間に書けます。"),
    )


def can_mend_update(person: Person, update: Update) -> Verdict:
    """Who may correct a report that was posted, or take it down: who wrote it, as long as they belong
    to the project, the managers for what their group told, the staff of the responsible departments and
    the coordinators, where it is not their own affair. One taken down stays so."""
    project = update.project
    told_by_group = update.side == UpdateSide.GROUP
    if not (
        (update.posted_by_id == person.pk and belongs_to(person, project.partner_group_ids()))
        or (coordinates(person, project) and may_judge(person, project))
        or is_city_side(person, project)
        or (told_by_group and manages(person, project.partner_group_ids()))
    ):
        return not_yours(
            gettext(
                "報告を書いた人（いまもこの事業の団体か課に属する人）、その団体の管理者、所管課と協働担当の職員"
            )
        )
    return allow_if(not update.is_hidden, gettext("この報告は取り下げられたため、もう直せません。"))


def can_write_results(person: Person, project: Project) -> Verdict:
    """Both sides write what came of it, while the work is going on, has just ended or was called off,
    and nobody who judges it holds it fast."""
    return first_refusal(
        may_represent(person, project),
        allow_if(
            project.status in (ProjectStatus.ACTIVE, ProjectStatus.COMPLETED)
            or (project.status == ProjectStatus.CANCELLED and project.has_been_under_way),
            gettext("結果は、事業を始めてから評価を公表するまでの間に書けます。"),
        ),
        lambda: MAY_BE_EDITED.of(project),
    )


def can_cancel(person: Person, project: Project) -> Verdict:
    """The staff of a responsible department or a coordinator, with a public reason; what groups do
    with groups, they themselves."""
    if is_city_side(person, project) or coordinates(person, project):
        return ALLOWED
    if project.between_citizens and is_group_side(person, project):
        return ALLOWED
    return not_yours(gettext("所管課の職員と協働担当の職員"))


def can_publish(person: Person, project: Project) -> Verdict:
    """The staff of a responsible department and the coordinators open a project to everybody. One
    born of a proposal opens with the results of its call and not before."""
    if not (is_city_side(person, project) or coordinates(person, project)):
        return not_yours("所管課の職員と協働担当の職員")
    if not is_city_side(person, project) and not (verdict := may_judge(person, project)):
        return verdict
    if project.is_published:
        return refuse("この事業は、すでに公開されています。")
    if project.origin == Origin.PROPOSAL:
        return refuse("提案から生まれた事業は、募集の結果の公表とともに公開されます。")
    return ALLOWED
