"""What becomes of a person's rows in the tables of the ground and of groups when they leave."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from groups.accounts.leaving import gone, gone_by_address, kept
from groups.models import (
    Adviser,
    Block,
    CommitteeMember,
    Complaint,
    ContactDetails,
    Department,
    FactorRecovery,
    Follow,
    Group,
    GroupDocument,
    GroupPicture,
    Guest,
    HandOver,
    Invitation,
    JoinRequest,
    JournalEntry,
    JournalPhoto,
    Leaving,
    Meeting,
    MeetingPaper,
    Membership,
    Message,
    MinutesRemark,
    NetworkMember,
    NoticePreference,
    Offer,
    OfferTalk,
    PastPosting,
    PlacePhoto,
    Report,
    Signer,
    Supporter,
    Thread,
    User,
)
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.post.gathered import GatheredLine
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.writing.kept.texts import KeptText

RECORD = "だれがいつ何をしたかの記録は、あとから変えられないため"
CITY_WORK = "市の仕事の記録のため"


def _end_sessions(sessions: Any) -> None:
    """Whoever left is signed in nowhere."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()


def _end_places(memberships: Any) -> None:
    """They end; that somebody was there stays, without a name."""
    memberships.filter(ended_at=None).update(ended_at=timezone.now())


def _forget_jobs(jobs: Any) -> None:
    for job in jobs:
        for stored in (job.source, job.result):
            if stored:
                transaction.on_commit(partial(stored.storage.delete, stored.name))
    jobs.delete()


gone(
    ContactDetails,
    "user",
    "連絡先",
    tells=("name", "name_kana", "postal_code", "address", "phone", "fax", "email"),
)
gone(EmailAddress, "user", "ログインに使うメールアドレス", tells=("email", "verified"))
gone(Authenticator, "user", "二段階認証とパスキー", tells=("type", "created_at", "last_used_at"))
gone(
    UserSession,
    "user",
    "ログイン中の端末",
    tells=("created_at", "last_seen_at", "ip", "user_agent"),
    remove=_end_sessions,
)
gone(KeptText, "person", "書きかけの文", tells=("at", "page", "fields"))
gone(GatheredLine, "person", "まとめて知らせること", tells=("created_at", "told"))
gone(Job, "owner", "頼んだ仕事とそのファイル", tells=("created_at", "label"), remove=_forget_jobs)
gone(LogEntry, "user", "管理画面の操作の控え")
gone(User.groups.through, "user", "役割")
gone(User.user_permissions.through, "user", "権限")
gone(Department.staff.through, "user", "所管課への所属")
gone(
    Membership,
    "user",
    "団体への所属",
    tells=("group", "role", "joined_at", "ended_at"),
    remove=_end_places,
    why="名前を外した所属の期間だけが残ります。審査の公正さを守るため",
)
gone(Invitation, "accepted_by", "受け取った招待", tells=("name", "email", "created_at"))
gone(
    Complaint,
    "by",
    "通報した内容",
    tells=("reason", "note", "contact", "created_at"),
    remove=lambda complaints: complaints.update(by=None),
)
gone(Follow, "user", "フォロー", tells=("kind", "name", "query", "created_at"))
gone(NoticePreference, "user", "お知らせの設定", tells=("kind", "frequency"))
gone(Thread, "user", "メッセージのやりとり", tells=("subject", "last_word_at"))
gone(Block, "user", "ブロック")
gone(
    Supporter,
    "user",
    "サポーターの内容",
    tells=("public_name", "text", "interests", "district", "audience", "valid_until"),
)
gone(JoinRequest, "person", "団体への加入の申込み", tells=("group", "words", "created_at"))
gone_by_address(
    OutgoingMail, "to", "あなたへのメールの控え", tells=("created_at", "subject", "body")
)
gone_by_address(Invitation, "email", "受け取った招待")

kept(
    Group,
    "created_by",
    "申請した団体の登録",
    why="団体と市が使い続けるため",
    tells=("name", "created_at"),
)
kept(
    AuditEntry,
    "by",
    "操作の記録",
    why=RECORD,
    tells=("at", "target_label", "label", "note"),
)
kept(ReadingEntry, "by", "連絡先などを読んだ記録", why=RECORD, tells=("at", "target_label"))
kept(
    CommitteeMember,
    "user",
    "委員への就任",
    why="委員の名簿と会議録は、市の記録として公開しているため",
    tells=("committee", "name", "background", "office", "starts_on", "ends_on"),
)
kept(Meeting, "created_by", "登録した会議", why=CITY_WORK)
kept(MeetingPaper, "uploaded_by", "会議の資料", why=CITY_WORK)
kept(
    MinutesRemark,
    "written_by",
    "会議録への意見",
    why="委員として書いたもので、会議録の記録のため",
    tells=("minutes", "words", "written_at"),
)
kept(Leaving, "user", "退会の手続き", why=RECORD, tells=("asked_at", "due_at", "undone_at"))
kept(Leaving, "asked_by", "受け付けた退会の手続き", why=CITY_WORK)
kept(
    PastPosting,
    "user",
    "以前の配属",
    why="審査の公正さを守るため",
    tells=("department", "ended_at"),
)
kept(StandIn, "person", "代理の記録", why=CITY_WORK, tells=("target_label", "reason"))
kept(StandIn, "named_by", "代理を決めた記録", why=CITY_WORK)
kept(Invitation, "invited_by", "送った招待", why=CITY_WORK)
kept(FactorRecovery, "account", "二段階認証の再設定", why=RECORD)
kept(FactorRecovery, "asked_by", "頼んだ二段階認証の再設定", why=RECORD)
kept(FactorRecovery, "confirmed_by", "確認した二段階認証の再設定", why=RECORD)
kept(Guest, "confirmed_by", "窓口で確かめた申込み", why=CITY_WORK)
kept(
    GroupDocument,
    "uploaded_by",
    "団体の書類",
    why="団体の書類のため",
    tells=("title", "original_name", "uploaded_at"),
)
kept(
    JournalEntry,
    "written_by",
    "団体の活動の記録",
    why="団体の記録のため",
    tells=("happened_on", "text"),
)
kept(
    JournalPhoto,
    "uploaded_by",
    "活動の記録の写真",
    why="団体の記録のため",
    tells=("alt", "uploaded_at"),
)
kept(PlacePhoto, "uploaded_by", "場所の写真", why=CITY_WORK)
kept(Supporter, "entered_by", "書き写したサポーターの内容", why=CITY_WORK)
kept(Complaint, "entered_by", "書き写した通報", why=CITY_WORK)
kept(Report, "author", "通報されたもの", why=RECORD, tells=("title", "created_at"))
kept(Report, "decided_by", "通報への判断", why=CITY_WORK)
kept(Report, "decided_again_by", "申立てへの判断", why=CITY_WORK)
kept(
    Message,
    "written_by",
    "メッセージ",
    why="団体として書いた返事は、受け取った人のもののため",
    tells=("body", "sent_at"),
)
kept(
    GroupPicture, "uploaded_by", "団体の写真", why="団体の写真のため", tells=("alt", "uploaded_at")
)
kept(
    HandOver, "offered_by", "代表の引き継ぎ", why="団体の記録のため", tells=("group", "created_at")
)
kept(
    HandOver,
    "offered_to",
    "受けた代表の引き継ぎ",
    why="団体の記録のため",
    tells=("group", "created_at"),
)
kept(JoinRequest, "answered_by", "加入の申込みへの返事", why="団体の記録のため")
kept(
    NetworkMember,
    "asked_by",
    "ネットワークへの誘い",
    why="団体の記録のため",
    tells=("network", "group", "words", "created_at"),
)
kept(
    Signer,
    "user",
    "協定に署名する人としての期間",
    why=CITY_WORK,
    tells=("position", "from_day", "until_day"),
)
kept(Signer, "named_by", "協定に署名する人を決めた記録", why=CITY_WORK)
kept(Adviser, "named_by", "中間支援組織を決めた記録", why=CITY_WORK)
kept(NetworkMember, "answered_by", "ネットワークの誘いへの返事", why="団体の記録のため")
kept(NetworkMember, "entered_by", "書き写したネットワークへの参加", why=CITY_WORK)
kept(HandOver, "entered_by", "書き写した代表の引き継ぎ", why=CITY_WORK)
kept(
    Offer,
    "created_by",
    "団体からの提供",
    why="団体の記録のため",
    tells=("title", "text", "created_at"),
)
kept(Offer, "entered_by", "書き写した団体からの提供", why=CITY_WORK)
kept(
    OfferTalk,
    "asked_by",
    "提供についての相談",
    why="団体や課として書いたもので、相手の団体の記録のため",
    tells=("words", "created_at"),
)
