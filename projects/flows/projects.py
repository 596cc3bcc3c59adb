"""The life of a project, from planning to its published evaluation."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.words.languages import listed
from projects.amending.flow import lapse
from projects.flows.events import end_with
from projects.interest import concerns_of
from projects.models import Amendment, Project, ProjectStatus
from projects.road.following import end_road, follow, unfollow
from projects.rules import projects as rules

PLANNING, AGREED, ACTIVE = ProjectStatus.PLANNING, ProjectStatus.AGREED, ProjectStatus.ACTIVE
COMPLETED, EVALUATED = ProjectStatus.COMPLETED, ProjectStatus.EVALUATED
CANCELLED = ProjectStatus.CANCELLED
PUBLIC = Reader.PUBLIC


def parties(project: Project, _: Act | None = None) -> Any:
    """Everybody who speaks for one of the two sides."""
    return people.parties(project.partner_group_ids(), project.responsible_department_ids())


def _signers(project: Project, entry: Any) -> str:
    """Who signed, as the record names them; departments in the language of the page."""
    names = {row.label: row.label_in_language for row in project.responsible_departments.all()}
    return listed(names.get(party, party) for party in entry.data.get("parties", []))


def _called_off(project: Project, act: Act) -> None:
    lapse(Amendment.objects.running().filter(project=project), act)
    end_with(project, act)
    end_road(project, act)


def _followed(name: str) -> Callable[[Project, Act], None]:
    """What a move of this name does among the steps of the project's forms."""
    return lambda project, act: follow(project, act, name)


def _asked_to_sign_again(entry: Any) -> bool:
    return bool(entry.data.get("signed_again_while_active"))


PROJECT_FLOW = Flow(
    Project,
    ProjectStatus,
    turns={
        PLANNING: _("団体と市が、目的・目標・役割を話し合っています"),
        AGREED: _("協定を結びました。始まりを待っています"),
        ACTIVE: _("団体と市が、事業を進めています"),
        COMPLETED: _("事業は終わりました。団体と市の評価とふりかえりが、これに続きます"),
        EVALUATED: _("評価と報告を公表しました"),
        CANCELLED: _("中止になりました"),
    },
    tones={
        PLANNING: "info",
        AGREED: "info",
        ACTIVE: "success",
        COMPLETED: "warning",
        EVALUATED: "neutral",
        CANCELLED: "muted",
    },
    moves=[
        Move(
            name="agree",
            label=_("協定を結ぶ"),
            sources=frozenset({PLANNING}),
            target=AGREED,
            happened=_("署名がそろい、協定が結ばれました"),
            read_by=PUBLIC,
            event_tone="success",
            who=rules.can_edit,
            judges=False,
            when=rules.can_agree,
            automatic=True,
            effect=_followed("agree"),
            tells=parties,
            told=_("双方の署名がそろい、協定が結ばれました"),
            next_step=_("準備ができたら、事業のページで「事業を始める」を押してください。"),
        ),
        Move(
            name="start",
            label=_("事業を始める"),
            sources=frozenset({AGREED}),
            target=ACTIVE,
            happened=_("事業が始まりました"),
            read_by=PUBLIC,
            event_tone="success",
            who=rules.may_represent,
            judges=False,
            when=rules.can_start,
            stamps=lambda _, act: {"started_at": act.at},
            effect=_followed("start"),
            tone="primary",
            confirm=_(
                "始めると、取り消して前の段階に戻すことはできません。"
                "事業の期間（始まる日と終わる日）に間違いはありませんか。"
            ),
            tells=parties,
            told=_("協働事業が始まりました"),
            done=_(
                "事業を始めました。双方に知らせます。進み具合を、このページで報告してください。"
            ),
            next_step=_("進み具合を、事業のページで報告してください。"),
        ),
        Move(
            name="complete",
            label=_("事業を終える"),
            sources=frozenset({ACTIVE}),
            target=COMPLETED,
            happened=_("事業が終わりました"),
            read_by=PUBLIC,
            event_tone="success",
            who=rules.may_complete,
            judges=False,
            when=rules.can_complete,
            stamps=lambda _, act: {"completed_at": act.at},
            effect=_followed("complete"),
            tone="primary",
            confirm=_(
                "終えると、事業を続きから再開することはできません。このあとは評価に進みます。よろしいですか。"
            ),
            tells=parties,
            told=_("協働事業が終わりました"),
            done=_("事業を終えました。双方に知らせます。次は、団体と市がそれぞれ評価を書きます。"),
            next_step=_("このあと、団体と市がそれぞれ評価を書きます。"),
        ),
        Move(
            name="complete_among_citizens",
            label=_("事業を終える"),
            sources=frozenset({ACTIVE}),
            target=COMPLETED,
            happened=_("事業が終わりました"),
            read_by=PUBLIC,
            event_tone="success",
            who=rules.may_complete_among_citizens,
            judges=False,
            when=rules.can_complete,
            stamps=lambda _, act: {"completed_at": act.at},
            tone="primary",
            confirm=_("終えると、事業を続きから再開することはできません。よろしいですか。"),
            tells=parties,
            told=_("市民と市民の協働事業が終わりました"),
            done=_("事業を終えました。一緒に取り組んだ団体に知らせます。"),
            next_step=_("何ができたかを、事業のページで確かめてください。"),
        ),
        Move(
            name="mark_evaluated",
            label=_("評価を公表する"),
            sources=frozenset({COMPLETED}),
            target=EVALUATED,
            happened=_("評価と報告を公表しました"),
            read_by=PUBLIC,
            event_tone="success",
            judges=False,
            automatic=True,
            effect=_followed("mark_evaluated"),
        ),
        Move(
            name="unmark_evaluated",
            label=_("評価の公表を取り下げる"),
            sources=frozenset({EVALUATED}),
            target=COMPLETED,
            happened=_("評価の公表を取り下げました"),
            read_by=PUBLIC,
            event_tone="warning",
            judges=False,
            automatic=True,
            effect=lambda project, act: unfollow(project, act, "mark_evaluated"),
        ),
        Move(
            name="cancel",
            label=_("中止する"),
            sources=frozenset({PLANNING, AGREED, ACTIVE}),
            target=CANCELLED,
            happened=_("事業を中止しました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            event_tone="danger",
            who=rules.can_cancel,
            judges=rules.is_not_its_staff,
            note_label=_("中止する理由（公開されます）"),
            tone="danger",
            confirm=_(
                "中止すると元に戻せません。理由は事業のページで公開されます。よろしいですか。"
            ),
            effect=_called_off,
            tells=parties,
            told=_("協働事業が中止になりました"),
            done=_("事業を中止しました。理由をこのページで公開し、双方に知らせます。"),
        ),
        Move(
            name="fall_through",
            label=_("採択の辞退により取りやめる"),
            sources=frozenset({PLANNING}),
            target=CANCELLED,
            happened=_("採択が辞退されたため、事業を取りやめました"),
            read_by=PUBLIC,
            event_tone="danger",
            judges=False,
            automatic=True,
            effect=_called_off,
        ),
    ],
    acts=[
        Recorded(name="register", label="台帳に登録した"),
        Recorded(name="apply", label="後援を申請した"),
        Recorded(name="tell_together", label="団体どうしの協働を届けた"),
        Recorded(
            name="meet_condition",
            label="採択の条件を満たしたことを記録した",
            happened=_("採択の条件の一つを満たしました"),
            side=_("市"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
        ),
        Recorded(name="reopen_condition", label="採択の条件を、まだ満たしていないことに戻した"),
        Recorded(name="import", label="過去の記録から取り込んだ"),
        Recorded(name="import_update", label="元の記録に合わせて書き換えた"),
        Recorded(
            name="born",
            label="採択された提案から生まれた",
            happened=_("提案が採択され、協働事業になりました"),
            read_by=PUBLIC,
            event_tone="info",
        ),
        Recorded(
            name="publish",
            label="事業を公開した",
            happened=_("事業のページを公開しました"),
            read_by=PUBLIC,
        ),
        Recorded(
            name="edit",
            happened=_("目的・目標・役割分担が変わり、もう一度署名することになりました"),
            read_by=PUBLIC,
            told_if=_asked_to_sign_again,
            event_tone="warning",
        ),
        Recorded(
            name="parties",
            label="相手団体か所管課を変えた",
            happened=_("いっしょに取り組む団体か課が変わりました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
        ),
        Recorded(
            name="sign",
            label="協定に署名した",
            happened=_("協定に署名しました"),
            side=_signers,
            read_by=PUBLIC,
        ),
        Recorded(
            name="remark",
            label="協定の案について書いた",
            happened=_("協定の案について、当事者が書きました"),
            read_by=Reader.PARTIES,
        ),
        # A report stands in the course of its project by itself.
        Recorded(name="post_update", label="進捗を報告した"),
        Recorded(name="correct_update", label="活動の報告を訂正した"),
        Recorded(
            name="take_down_update",
            label="活動の報告を取り下げた",
            happened=_("活動の報告を取り下げました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
        ),
        Recorded(
            name="propose_change",
            label="協定の変更案を出した",
            happened=_("協定の変更について、話し合いが始まりました"),
            side=_signers,
            read_by=PUBLIC,
            event_tone="info",
        ),
        Recorded(
            name="change_agreed",
            label="協定の変更が成立した",
            happened=_("変更に全員が署名し、協定が新しい版になりました"),
            read_by=PUBLIC,
            event_tone="success",
        ),
        Recorded(
            name="change_dropped",
            label="協定の変更の協議が終わった",
            happened=_("協定の変更の話し合いは、変更しないまま終わりました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
        ),
        # Written as long as a signed plan could be changed by one side alone.
        Recorded(
            name="reopen",
            label="協議に戻す",
            happened=_("目的・目標・役割分担が変わり、協議に戻りました"),
            read_by=PUBLIC,
            event_tone="warning",
        ),
        Recorded(name="results", label="結果を書いた"),
    ],
    concerns=concerns_of,
)
