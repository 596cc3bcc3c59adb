"""The life of a group, from application to deletion."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.interest import concerns_of
from groups.models import Group, GroupStatus
from groups.rules.groups import (
    can_be_registered,
    can_close_uncorrected,
    can_stop,
    is_not_its_manager,
    may_keep,
    may_manage,
)
from groups.rules.people import may_coordinate
from groups.rules.renewal import can_be_renewed, can_resume, may_renew
from groups.validity import end_after_renewal, end_of_registration
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded

APPLIED, RETURNED = GroupStatus.APPLIED, GroupStatus.RETURNED
NOT_ACCEPTED = GroupStatus.NOT_ACCEPTED
REGISTERED, DORMANT, DELETED = GroupStatus.REGISTERED, GroupStatus.DORMANT, GroupStatus.DELETED
RENEWAL_DUE = GroupStatus.RENEWAL_DUE
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_GROUP, THE_CITY = _("団体"), _("市")
#: The moves by which an application ends without a registration, each with its reason.
NOT_ACCEPTED_BY = ("not_accept", "close_uncorrected")
APPLY_AGAIN = _(
    "書いた内容は残っています。理由を読んで直せば、団体のページからもう一度申請できます。"
    "わからないことは、協働担当にご相談ください。"
)


def _managers(group: Group, _: Act) -> Any:
    return people.managers([group])


def _side_of_who_acted(group: Group, entry: Any) -> Any:
    """The group, where one of its members acted; the people of the city stay unnamed."""
    members = {row.user_id for row in group.memberships.all()}
    return THE_GROUP if entry.by_id in members else ""


GROUP_FLOW = Flow(
    Group,
    GroupStatus,
    turns={
        APPLIED: _("協働担当が確認しています"),
        RETURNED: _("団体の手直しを待っています"),
        NOT_ACCEPTED: _("申請は受理されませんでした。直せば、もう一度申請できます"),
        REGISTERED: _("登録されています"),
        RENEWAL_DUE: _("団体の更新の手続きを待っています"),
        DORMANT: _("活動を休んでいます"),
        DELETED: _("登録はなくなりました"),
    },
    tones={
        APPLIED: "info",
        RETURNED: "warning",
        NOT_ACCEPTED: "muted",
        REGISTERED: "success",
        RENEWAL_DUE: "warning",
        DORMANT: "muted",
        DELETED: "muted",
    },
    moves=[
        Move(
            name="return",
            label=_("手直しを頼む"),
            sources=frozenset({APPLIED}),
            target=RETURNED,
            happened=_("手直しをお願いしました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            stamps=lambda _, act: {"correction_due_on": act.data.get("due_on")},
            note_label=_("直してほしいところ"),
            asks_due=True,
            tells=_managers,
            told=_("団体登録の申請に、手直しのお願いがあります"),
            done=_("手直しをお願いしました。団体に、内容と期限を知らせます。"),
            next_step=_("内容を直して、もう一度申請してください。"),
        ),
        Move(
            name="resubmit",
            label=_("もう一度申請する"),
            sources=frozenset({RETURNED, NOT_ACCEPTED}),
            target=APPLIED,
            happened=_("手直しして、もう一度申請しました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_manage,
            judges=False,
            stamps=lambda *_: {"correction_due_on": None},
            tone="primary",
            tells=people.coordinators,
            told="団体登録が、手直しのうえもう一度申請されました",
            done=_("もう一度申請しました。協働担当が確認し、結果をメールでお知らせします。"),
            next_step="管理画面で内容と要件を確認してください。",
        ),
        Move(
            name="not_accept",
            label=_("受理しない"),
            sources=frozenset({APPLIED, RETURNED}),
            target=NOT_ACCEPTED,
            happened=_("申請は受理されませんでした"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            stamps=lambda *_: {"correction_due_on": None},
            note_label=_("受理しない理由"),
            tone="danger",
            confirm=_("理由を団体に知らせ、この申請を終えます。よろしいですか。"),
            tells=_managers,
            told=_("団体登録の申請は、受理されませんでした"),
            done=_("受理しないこととしました。団体に、理由を知らせます。"),
            next_step=APPLY_AGAIN,
        ),
        Move(
            name="close_uncorrected",
            label=_("手直しのないまま終える"),
            sources=frozenset({RETURNED}),
            target=NOT_ACCEPTED,
            happened=_("手直しのないまま期限を過ぎたため、申請の手続きを終えました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=can_close_uncorrected,
            stamps=lambda *_: {"correction_due_on": None},
            note_label=_("終える理由"),
            tone="danger",
            confirm=_("理由を団体に知らせ、この申請を終えます。よろしいですか。"),
            tells=_managers,
            told=_("手直しのないまま期限を過ぎたため、団体登録の申請の手続きが終わりました"),
            done=_("申請の手続きを終えました。団体に、理由を知らせます。"),
            next_step=APPLY_AGAIN,
        ),
        Move(
            name="register",
            label=_("登録する"),
            sources=frozenset({APPLIED}),
            target=REGISTERED,
            happened=_("登録されました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=can_be_registered,
            stamps=lambda _, act: {
                "registered_at": act.at,
                "correction_due_on": None,
                "valid_until": end_of_registration(timezone.localdate(act.at)),
            },
            tone="primary",
            tells=_managers,
            told=_("団体が登録されました"),
            done=_("登録しました。団体のページが公開され、団体に知らせます。"),
            next_step=_("団体のページが公開されました。募集に提案できるようになりました。"),
        ),
        Move(
            name="expire",
            label=_("登録の期限が過ぎる"),
            sources=frozenset({REGISTERED}),
            target=RENEWAL_DUE,
            by_clock=True,
        ),
        Move(
            name="renew",
            label=_("登録を更新する"),
            sources=frozenset({REGISTERED, RENEWAL_DUE, DORMANT}),
            target=REGISTERED,
            happened=_("登録を更新しました"),
            side=_side_of_who_acted,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_renew,
            judges=False,
            when=can_be_renewed,
            stamps=lambda group, _: {"valid_until": end_after_renewal(group.valid_until)},
            tells=_managers,
            told=_("団体の登録が更新されました"),
            automatic=True,
        ),
        Move(
            name="rest_unrenewed",
            label=_("更新のないまま休止になる"),
            sources=frozenset({RENEWAL_DUE}),
            target=DORMANT,
            happened=_("登録の更新がないまま期限を過ぎたため、休止になりました"),
            read_by=PUBLIC,
            judges=False,
            when=can_stop,
            tells=lambda group, _: [*people.managers([group]), *people.coordinators()],
            told=_("登録の更新がなかったため、団体が休止になりました"),
            next_step=_(
                "団体のページの「登録を更新する」から内容を確かめると、活動を再開できます。"
            ),
            automatic=True,
        ),
        Move(
            name="rest",
            label=_("活動を休む"),
            sources=frozenset({REGISTERED, RENEWAL_DUE}),
            target=DORMANT,
            happened=_("活動を休みました"),
            side=_side_of_who_acted,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_keep,
            judges=is_not_its_manager,
            when=can_stop,
            note_label=_("休む理由"),
            tells=_managers,
            told=_("団体が休止になりました"),
            done=_("団体を休止にしました。再開するときは、このページから手続きできます。"),
            next_step=_("活動を再開するときは、団体のページから手続きできます。"),
        ),
        Move(
            name="resume",
            label=_("活動を再開する"),
            sources=frozenset({DORMANT}),
            target=REGISTERED,
            happened=_("活動を再開しました"),
            side=_side_of_who_acted,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_keep,
            judges=is_not_its_manager,
            when=can_resume,
            tone="primary",
            tells=_managers,
            told=_("団体の活動が再開されました"),
            done=_("活動を再開しました。"),
        ),
        Move(
            name="delete",
            label=_("登録を抹消する"),
            sources=frozenset({APPLIED, RETURNED, NOT_ACCEPTED, REGISTERED, RENEWAL_DUE, DORMANT}),
            target=DELETED,
            happened=_("登録が抹消されました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=can_stop,
            note_label=_("抹消する理由"),
            tone="danger",
            confirm=_(
                "抹消すると、団体のページは公開されなくなり、元に戻せません。よろしいですか。"
            ),
            tells=_managers,
            told=_("団体の登録が抹消されました"),
            leads_to=lambda _: reverse("my"),
            done=_("登録を抹消しました。団体に知らせます。"),
        ),
    ],
    acts=[
        Recorded(
            name="apply",
            label="登録を申請する",
            happened=_("登録を申請しました"),
            side=THE_GROUP,
            read_by=PARTIES,
        ),
        Recorded(
            name="enter",
            label="紙で届いた申請を入力した",
            happened=_("紙で届いた登録の申請を受け付けました"),
            side=THE_CITY,
            read_by=PARTIES,
        ),
        Recorded(
            name="import",
            label="市の名簿から登録した",
            happened=_("市の名簿から登録されました"),
            side=THE_CITY,
            read_by=PUBLIC,
        ),
        Recorded(
            name="import_update",
            label="市の名簿に合わせて直した",
            happened=_("市の名簿に合わせて、内容を直しました"),
            side=THE_CITY,
            read_by=PARTIES,
        ),
        Recorded(
            name="members",
            label="構成員か管理者を変えた",
            happened=_("構成員か管理者が変わりました"),
            read_by=PARTIES,
            note_read_by=PARTIES,
        ),
        Recorded(
            name="pictures",
            label="写真やロゴを変えた",
            happened=_("写真やロゴが変わりました"),
            side=_side_of_who_acted,
            read_by=PARTIES,
        ),
        Recorded(
            name="tell_members",
            label="参加団体に連絡した",
            happened=_("参加団体に連絡しました"),
            read_by=PARTIES,
            is_inward=True,
        ),
        Recorded(
            name="journal",
            label="活動の記録を書いた・取り下げた",
            happened=_("活動の記録が変わりました"),
            side=_side_of_who_acted,
            read_by=PARTIES,
        ),
        Recorded(
            name="documents",
            label="書類を変えた",
            happened=_("書類が変わりました"),
            side=_side_of_who_acted,
            read_by=PARTIES,
            note_read_by=PARTIES,
        ),
        Recorded(
            name="edit",
            label="内容を直す",
            happened=_("内容を直しました"),
            side=_side_of_who_acted,
            read_by=PARTIES,
        ),
    ],
    concerns=concerns_of,
)
