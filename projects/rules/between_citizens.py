"""What groups do with groups, without a department (市民と市民の協働): where the city counts it, and what it is."""

from django.utils.translation import gettext

from groups.models import Group
from groups.rules.people import managed_groups, manages
from kyodo_portal.cities import city
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, all_refusals, allow_if, first_refusal
from projects.models import Origin, Project
from projects.models.project_status import NEVER_BETWEEN_CITIZENS


def can_begin_so(project: Project) -> Verdict:
    """Only where the city's profile counts it as 協働, and as a record of what goes on or is over: an
    agreement between groups is not made here. What is another kind of project is not asked. Asked before
    it is stored."""
    if not project.between_citizens:
        return ALLOWED
    return all_refusals(
        allow_if(
            city().citizens_together,
            "この市の協働は、市民と市との協働です。市民と市民の協働としては登録できません。",
        ),
        allow_if(
            project.origin == Origin.RECORD and project.status not in NEVER_BETWEEN_CITIZENS,
            "市民と市民の協働は、「過去・進行中の事業の記録」として、実施中か終了で登録してください。"
            "団体どうしの協定は、まだこのポータルでは結べません。",
        ),
    )


def can_stay_so(project: Project) -> Verdict:
    """It is of two groups at least and of no department, and the city bears nothing of it."""
    if not project.between_citizens:
        return ALLOWED
    return all_refusals(
        allow_if(
            len(project.partners.all()) > 1,
            gettext("市民と市民の協働には、団体が2つ以上必要です。団体を加えてください。"),
        ),
        allow_if(
            not project.responsible_departments.all(),
            gettext(
                "市民と市民の協働には、所管課がありません。課も加わる事業は、"
                "市民と市の協働として登録してください。"
            ),
        ),
        allow_if(
            not project.budget_city,
            gettext("市民と市民の協働には、市の負担がありません。市の負担を空にしてください。"),
        ),
    )


def can_tell_together(person: Person) -> Verdict:
    """Who speaks for a registered group, where the city counts it as 協働."""
    return first_refusal(
        allow_if(
            city().citizens_together,
            gettext(
                "この市の協働は、市民と市との協働です。団体どうしの事業は、ここでは扱いません。"
            ),
        ),
        lambda: allow_if(
            is_signed_in(person) and _has_group(person),
            gettext(
                "登録されている団体の代表か管理者が届けられます。団体をまだ登録していないときは、先に団体の登録を申請してください。"
            ),
        ),
    )


def may_tell_together(person: Person, group: Group) -> Verdict:
    """The same of this group."""
    return first_refusal(
        can_tell_together(person),
        lambda: allow_if(
            manages(person, [group.pk]), gettext("代表か管理者になっている団体を選んでください。")
        ),
    )


def _has_group(person: Person) -> bool:
    return Group.objects.holding().filter(pk__in=managed_groups(person)).exists()
