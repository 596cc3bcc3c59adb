"""The proposal (提案) and the decision on it."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group
from kyodo_portal.cities.choices import form_choices, pattern_choices
from kyodo_portal.cities.rows.kinds import FORM_NUMBERS, PATTERNS
from kyodo_portal.life.constraints import in_order, known_values, set_together
from kyodo_portal.life.counter import EnteredAtCounter, Source, entered_whole
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.writing.once import SubmittedOnce
from projects.models import Project
from proposals.models.affairs import affairs_of
from proposals.models.call_parts import CallCourse
from proposals.models.calls import Call, CallStatus
from proposals.models.consultations import Consultation
from proposals.models.guest_ideas import OfferedByGuest


class ProposalStatus(models.TextChoices):
    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("提出")
    RETURNED = "returned", _("補正依頼")
    UNDER_REVIEW = "under_review", _("審査中")
    ADOPTED = "adopted", _("採択")
    CONDITIONAL = "conditional", _("条件付き採択")
    DECLINED = "declined", _("不採択")
    IN_TALKS = "in_talks", _("協議継続")
    RESERVE = "reserve", _("次点")
    AWAITING_VOTE = "awaiting_vote", _("議決待ち")
    TURNED_DOWN = "turned_down", _("辞退")
    NOT_ACCEPTED = "not_accepted", _("不受理")
    LAPSED = "lapsed", _("補正なしで終了")
    WITHDRAWN = "withdrawn", _("取下げ")


#: Adopted, with or without conditions.
ADOPTED_STATUSES = (ProposalStatus.ADOPTED, ProposalStatus.CONDITIONAL)

#: What the city may decide.
OUTCOME_STATUSES = (
    *ADOPTED_STATUSES,
    ProposalStatus.DECLINED,
    ProposalStatus.IN_TALKS,
    ProposalStatus.RESERVE,
)

#: The city's decision is released: also where it is that more is to be decided, where the council has still
#: to vote on it, or where its proposers turned it down.
DECIDED_STATUSES = (
    *OUTCOME_STATUSES,
    ProposalStatus.AWAITING_VOTE,
    ProposalStatus.TURNED_DOWN,
)

#: A decision may be drafted: for the first time, or after one that left something open.
DECIDABLE_STATUSES = (
    ProposalStatus.UNDER_REVIEW,
    ProposalStatus.IN_TALKS,
    ProposalStatus.RESERVE,
)

#: Went no further without being judged.
STOPPED_STATUSES = (ProposalStatus.NOT_ACCEPTED, ProposalStatus.LAPSED)

#: Where a proposal is once a reviewer may read it.
REVIEWED_STATUSES = (ProposalStatus.UNDER_REVIEW, *DECIDED_STATUSES)


def without_names(through: str = "") -> Q:
    """In a call judged without names, until the own result is public; others of the call may be out before it.
    See also `rules.blinding.is_blinded`."""
    told = {f"{through}status__in": DECIDED_STATUSES, f"{through}call__status": CallStatus.DECIDED}
    return Q(**{f"{through}call__is_blind": True}) & ~Q(**told)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def announced(self) -> "ProposalQuerySet":
        """Decided, and the call's results are public."""
        return self.filter(status__in=DECIDED_STATUSES, call__status=CallStatus.DECIDED)

    def written_by(self, user: Account) -> "ProposalQuerySet":
        """The proposals of this person and of the groups they belong to."""
        return self.filter(
            Q(group__isnull=True, created_by=user) | Q(group__in=list(user.role_by_group))
        )

    def assigned_to(self, user: Account) -> "ProposalQuerySet":
        """What a reviewer has to read: assigned, in review, said to be without a conflict, and no affair of
        their own. Where the call is judged without names they read it on their sheet alone."""
        of_theirs = apps.get_model("proposals.Review").objects.filter(
            proposal=OuterRef("pk"), reviewer=user
        )
        reviews = of_theirs.taken_up()
        named = self.exclude(without_names())
        return named.filter(Exists(reviews), status__in=REVIEWED_STATUSES).exclude(affairs_of(user))

    def visible_to(self, user: Person) -> "ProposalQuerySet":
        """Drafts are their proposers' own, and the desk's where they came on paper. From submission the coordinators and the departments
        concerned see a proposal, from the start of the review its reviewers, and everybody once the
        results of the call are public. See also `rules.can_view_proposal`."""
        public = Q(status__in=DECIDED_STATUSES, call__status=CallStatus.DECIDED)
        if not is_signed_in(user):
            return self.filter(public)
        mine = Q(group__isnull=True, created_by=user) | Q(group__in=list(user.role_by_group))
        seen = public | mine
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            seen |= Q(submitted_at__isnull=False) | Q(entered_by__isnull=False)
            seen |= Q(guest__isnull=False, guest__email="")  # who is to be called
        if user.department_ids:
            concerned = Q(desired_department__in=user.department_ids) | Q(
                responsible_department__in=user.department_ids
            )
            seen |= concerned & Q(submitted_at__isnull=False)
            seen |= Q(pk__in=StandIn.objects.records_of(user, Proposal))
        if Role.REVIEWER in user.role_names:
            seen |= Q(pk__in=Proposal.objects.assigned_to(user).values("pk"))
        return self.filter(seen)


class Proposal(
    WithStatus, Timestamped, SubmittedOnce, InDistrict, EnteredAtCounter, OfferedByGuest
):
    """What a group (or, where the call allows it, a person) offers to do together with the city.

    The fields are the merged list of practice §1.4. A draft may lack anything; `rules.can_submit`
    says what a submitted one must have. Money is in whole yen. One that came on paper says how and on
    which day its newest paper came; by that day its deadlines are kept.
    """

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.PROTECT, related_name="proposals"
    )
    consultation = models.ForeignKey(
        Consultation,
        verbose_name="もとになった相談",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="proposals",
    )
    group = models.ForeignKey(
        Group,
        verbose_name=_("提案する団体"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
    )
    number = models.CharField("受付番号", max_length=20, blank=True, editable=False)
    title = models.CharField(_("事業名"), max_length=200, blank=True)
    title_kana = models.CharField(_("事業名（フリガナ）"), max_length=300, blank=True)
    subtitle = models.CharField(_("副題"), max_length=200, blank=True)
    theme = models.CharField(_("テーマ"), max_length=200, blank=True)
    summary = models.TextField(_("概要"), max_length=500, blank=True)
    background = models.TextField(_("現状と課題"), max_length=5000, blank=True)
    purpose = models.TextField(_("目的"), max_length=2000, blank=True)
    content = models.TextField(_("内容"), max_length=10000, blank=True)
    target_people = models.CharField(_("対象となる人"), max_length=200, blank=True)
    expected_count = models.PositiveIntegerField(_("見込みの人数"), null=True, blank=True)
    place = models.CharField(_("実施する場所"), max_length=200, blank=True)
    starts_on = models.DateField(_("始まる日"), null=True, blank=True)
    ends_on = models.DateField(_("終わる日"), null=True, blank=True)
    why_together = models.TextField(_("協働が必要な理由・相乗効果"), max_length=3000, blank=True)
    expected_effect = models.TextField(_("期待する効果"), max_length=3000, blank=True)
    novelty = models.TextField(_("新しさ・工夫"), max_length=2000, blank=True)
    sustainability = models.TextField(_("続けていく見通し"), max_length=2000, blank=True)
    safety = models.TextField(_("安全・保険・リスクへの備え"), max_length=2000, blank=True)
    other_grants = models.TextField(_("ほかの制度の助成"), max_length=2000, blank=True)
    desired_department = models.ForeignKey(
        Department,
        verbose_name=_("希望する担当課"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="desired_proposals",
    )
    start_pattern = models.CharField(
        _("始まりの類型"), max_length=1, choices=pattern_choices, blank=True
    )
    main_form = models.PositiveSmallIntegerField(
        _("主な形態"), choices=form_choices, null=True, blank=True
    )
    course = models.ForeignKey(
        CallCourse,
        verbose_name=_("コース"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
    )
    requested_amount = models.PositiveBigIntegerField(
        _("市に負担を希望する額（円）"), null=True, blank=True
    )
    agrees_to_publish = models.BooleanField(
        _("審査の結果とともに提案の内容が公開されることに同意する"), default=False
    )
    responsible_department = models.ForeignKey(
        Department,
        verbose_name="担当課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
    )
    implementing_group = models.ForeignKey(
        Group,
        verbose_name="いっしょに行う団体",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="個人の提案を採択するとき、事業を担う登録団体。",
    )
    project = models.OneToOneField(
        Project,
        verbose_name="協働事業",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="proposal",
    )
    led_to = models.OneToOneField(
        Consultation,
        verbose_name="始まった相談",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="adopted_idea",
    )
    """Where an adopted idea is talked about; gone once the time for which consultations are kept is over."""

    talk_began_at = models.DateTimeField("相談が始まった日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=ProposalStatus,
        default=ProposalStatus.DRAFT,
        editable=False,
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    correction_due_on = models.DateField("補正の期限", null=True, editable=False)
    came_by = models.CharField(
        "受け付けた方法", max_length=10, choices=Source, blank=True, default="", db_default=""
    )
    posted_up_to = models.PositiveBigIntegerField(
        "手紙で知らせたところ", default=0, db_default=0, editable=False
    )
    """The last entry of the record of acts of which proposers on paper were told by post."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提案を書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="proposals",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "提案"
        verbose_name_plural = "提案"
        ordering = ["-updated_at", "-pk"]
        constraints = [
            known_values("status", ProposalStatus, name="proposal_status_is_known"),
            *entered_whole("proposal"),
            models.CheckConstraint(
                condition=Q(created_by__isnull=True) | Q(guest__isnull=True),
                name="proposal_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(start_pattern__in=[*PATTERNS, ""]),
                name="proposal_start_pattern_is_known",
            ),
            models.CheckConstraint(
                condition=Q(main_form__isnull=True) | Q(main_form__in=FORM_NUMBERS),
                name="proposal_main_form_is_known",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="proposal_number_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN])
                | Q(submitted_at__isnull=False),
                name="proposal_is_submitted_before_it_moves",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ADOPTED_STATUSES)
                | Q(project__isnull=False)
                | Q(talk_began_at__isnull=False),
                name="proposal_adopted_has_its_project",
            ),
            in_order(
                "starts_on",
                "ends_on",
                name="proposal_days_in_order",
                message=_("終わる日は、始まる日より後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title or gettext("（事業名未記入の提案）")

    def get_absolute_url(self) -> str:
        return reverse("proposals:detail", args=[self.pk])

    @property
    def card_name(self) -> str:
        """What it is called where its title is not to be read: by its number."""
        return f"受付番号 {self.number} の提案" if self.number else "提案"

    @property
    def proposer_label(self) -> str:
        """Who proposes, as the public sees it: the group, or that a person does."""
        return self.group.name if self.group is not None else gettext("個人")

    @property
    def carrying_group(self) -> Group | None:
        """The group that will do it with the city: the one that proposes, or the one found for a
        single person's proposal."""
        return self.group or self.implementing_group

    @property
    def is_announced(self) -> bool:
        return self.status in DECIDED_STATUSES and self.call.status == CallStatus.DECIDED


class Decision(Timestamped):
    """What the committee concluded and what the city decided: two texts, each with its reasons
    (practice §10.4). The committee's part is written first; the city's comes with the release of its
    call, and is a `DraftDecision` until then. Until 0.2.0 a decision was told at once: such a one has
    `notified_at`, and `released_at` once its call is released. Money in whole yen."""

    proposal = models.OneToOneField(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="decision"
    )
    committee_conclusion = models.TextField("委員会の結論と理由", max_length=5000)
    committee_met_on = models.DateField("委員会を開いた日")
    outcome = models.CharField(
        "市の判断", max_length=20, choices=ProposalStatus, blank=True, editable=False
    )
    city_reason = models.TextField("市の判断の理由", max_length=5000, blank=True, editable=False)
    conditions = models.TextField("採択の条件", max_length=3000, blank=True)
    amount = models.PositiveBigIntegerField("決定額（円）", null=True, editable=False)
    reserve_rank = models.PositiveSmallIntegerField("次点の順位", null=True, editable=False)
    score_snapshot = models.JSONField("決定時の得点", default=dict, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="決定した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)
    notified_at = models.DateTimeField("公表の前に通知した日時", null=True, editable=False)
    released_at = models.DateTimeField("公表した日時", null=True, editable=False)
    corrected_at = models.DateTimeField("更正した日時", null=True, editable=False)
    notice = models.TextField("通知した文", blank=True, default="", db_default="", editable=False)
    earlier = models.JSONField("これまでの決定", default=list, null=True, editable=False)
    """What the city had decided before, oldest first: `outcome`, `reason`, `amount`, `conditions`, `released_at` (ISO),
    and where it was corrected `why`."""

    class Meta:
        verbose_name = "審査結果と決定"
        verbose_name_plural = "審査結果と決定"
        constraints = [
            set_together("decided_at", "decided_by", name="decision_when_and_who_together"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False, outcome__in=OUTCOME_STATUSES) & ~Q(city_reason="")),
                name="decision_has_outcome_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", notified_at__isnull=True, released_at__isnull=True)
                | (~Q(outcome="") & ~Q(notified_at__isnull=True, released_at__isnull=True)),
                name="decision_is_told_with_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.get_outcome_display() or '未決定'}"
