"""Every kind of page in every state that looks different, as the accessibility tests walk them.

The labels are those of the page of test results, which shows them to everybody
(`kyodo_portal/site/accessibility.toml`); a test keeps both the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from groups.notices.leaving import token_of
from tests.browser.page_acts import (
    ask_for_the_code,
    come_back_to_what_was_written,
    open_dialog,
    open_filters,
    open_menu,
    send_nonsense,
    send_untouched,
)

USUAL = "通常"


@dataclass(frozen=True)
class PageKind:
    """One kind of page in one state: its address, who looks, and what is done before judging."""

    label: str
    name: str
    of: tuple[str, ...] = ()
    who: str = "anonymous"
    query: str = ""
    state: str = USUAL
    act: Callable[[Any], None] | None = None
    language: str = "ja"
    answers: int = 200

    def __str__(self) -> str:
        return f"{self.label}（{self.state}）"


def one(label: str, name: str, *of: str, **more: Any) -> PageKind:
    return PageKind(label, name, of, **more)


PUBLIC = (
    one("ホーム", "home"),
    one("ホーム", "home", state="メニューを開く", act=open_menu),
    one("ホーム", "home", state="英語", language="en"),
    one("ホーム", "home", state="やさしい日本語", language="ja-easy"),
    one("協働とは", "guide"),
    one("協働とは", "guide_part", "=forms", state="つづきのページ"),
    one("どの形が合うか", "which_form"),
    one("検索", "search", query="?q=協働"),
    one("検索", "search", query="?q=イベント+どこにもないことば", state="一部のことば"),
    one("検索", "search", query="?q=どこにもないことば", state="該当なし"),
    one("協働事業の一覧", "projects:list"),
    one("協働事業の一覧", "projects:list", query="?view=table", state="表"),
    one("協働事業の一覧", "projects:list", query="?q=どこにもないことば", state="該当なし"),
    one(
        "協働事業の一覧",
        "projects:list",
        query="?pattern=Z&year=読めない値",
        state="使えない条件",
        act=open_filters,
    ),
    one("協働事業の類型と形態の表", "projects:matrix"),
    one("協働事業の年表", "projects:timeline"),
    one("協働事業の地図", "projects:map"),
    one("協働事業", "projects:detail", "project_active"),
    one("協働事業", "projects:detail", "project_cancelled", state="中止"),
    one("協働事業", "projects:detail", "project_active", state="英語", language="en"),
    one(
        "協働事業", "projects:detail", "project_active", state="やさしい日本語", language="ja-easy"
    ),
    one("協定", "projects:agreement", "project_agreed"),
    one("活動の報告の一覧", "projects:updates"),
    one("催し", "events:detail", "event_open"),
    one("催し", "events:detail", "event_open", state="誤りあり", act=send_untouched),
    one("催し", "events:detail", "event_open", state="英語", language="en"),
    one("催し", "events:detail", "event_recorded", state="記録公開"),
    one("催し", "events:detail", "event_cancelled", state="中止"),
    one("催しの受付", "events:here", "event_open"),
    one("アカウントのない方のコード", "guests:confirm", "guest_unsure", "guest_unsure.token"),
    one("アカウントのない方の申込み", "events:joined", "guest_sure", "guest_sure.token"),
    one("手伝いの募集の一覧", "help_wanted:list"),
    one("手伝いの募集の一覧", "help_wanted:list", query="?q=どこにもないことば", state="該当なし"),
    one("手伝いの募集", "help_wanted:detail", "help_open"),
    one("手伝いの募集", "help_wanted:detail", "help_department", state="取りやめ"),
    one("手伝いの募集", "help_wanted:detail", "help_civic", state="市の仕事"),
    one("出前講座のメニュー", "lectures:list"),
    one("出前講座のメニュー", "lectures:list", query="?q=どこにもないことば", state="該当なし"),
    one("出前講座", "lectures:detail", "lecture"),
    one("出前講座", "lectures:detail", "lecture_before", state="前の年度"),
    one("地域の困りごとの一覧", "concerns:list"),
    one("地域の困りごとの一覧", "concerns:list", query="?q=どこにもないことば", state="該当なし"),
    one("地域の困りごと", "concerns:detail", "concern_public"),
    one("困りごとを知らせる", "concerns:create"),
    one("団体からの提供の一覧", "offers:list"),
    one("団体からの提供の一覧", "offers:list", query="?q=どこにもないことば", state="該当なし"),
    one("団体からの提供", "offers:detail", "offer"),
    one("表示をやめたもの", "help_wanted:detail", "help_by_city", state="だれでも", answers=410),
    one("団体の一覧", "groups:list"),
    one("団体の一覧", "groups:list", query="?q=どこにもないことば", state="該当なし"),
    one("団体", "groups:detail", "group_registered"),
    one("サポーターの一覧", "supporters:list"),
    one(
        "サポーターの一覧",
        "supporters:list",
        query="?district=nowhere&field=99&day=6",
        state="該当なし",
    ),
    one("場所の一覧", "places:list"),
    one("場所の一覧", "places:list", query="?q=どこにもないことば", state="該当なし"),
    one("場所", "places:detail", "place"),
    one("場所", "places:detail", "place", state="英語", language="en"),
    one("参加できる日の一覧", "events:list"),
    one("参加できる日の一覧", "events:list", query="?view=month", state="カレンダー"),
    one("参加できる日の一覧", "events:list", query="?view=month", state="英語", language="en"),
    one("参加できる日の一覧", "events:list", query="?day=2100-12-31", state="該当なし"),
    one(
        "参加できる日の一覧",
        "events:list",
        query="?when=いつか&kind=読めない値",
        state="使えない条件",
        act=open_filters,
    ),
    one("募集の一覧", "calls:list"),
    one("募集", "calls:detail", "call_open"),
    one("募集", "calls:detail", "call_decided", state="結果の公表後"),
    one("意見募集の一覧", "opinions:list"),
    one("意見募集の一覧", "opinions:list", query="?q=どこにもないことば", state="該当なし"),
    one("意見募集", "opinions:detail", "round_open"),
    one("意見募集", "opinions:detail", "round_answered", state="回答の公表後"),
    one("意見を書く", "opinions:write", "round_open"),
    one("意見を書く", "opinions:write", "round_open", state="誤りあり", act=send_untouched),
    one("提案の公表", "proposals:detail", "proposal_announced"),
    one("評価と報告の一覧", "evaluations:list"),
    one("評価の報告", "evaluations:detail", "evaluation_published"),
    one("評価の報告", "evaluations:detail", "evaluation_published", state="英語", language="en"),
    one(
        "評価の報告",
        "evaluations:detail",
        "evaluation_published",
        state="やさしい日本語",
        language="ja-easy",
    ),
    one("評価の報告", "evaluations:detail", "evaluation_cancelled", state="取りやめ"),
    one("統計", "statistics"),
    one("オープンデータ", "open_data"),
    one("アクセシビリティ方針", "accessibility"),
    one("アクセシビリティ試験の結果", "accessibility_results"),
)

SIGNED_IN = (
    one("ログイン", "account_login"),
    one("ログイン", "account_login", state="誤りあり", act=send_untouched),
    one("アカウントをつくる", "account_signup"),
    one("アカウントをつくる", "account_signup", state="誤りあり", act=send_untouched),
    one("パスワードの再設定", "account_reset_password"),
    one("マイページ", "my", who="manager"),
    one("フォローする", "follows:add", query="?kind=field&id=3", who="manager"),
    one("フォローしているもの", "follows:list", who="citizen"),
    one("条件を保存する", "follows:search", "=projects", query="?field=3", who="manager"),
    one(
        *("条件を保存する", "follows:search", "=projects"),
        query="?field=3",
        who="manager",
        state="誤りあり",
        act=send_untouched,
    ),
    one("お知らせ", "notices:list", who="citizen"),
    one("お知らせの受け取りかた", "notices:settings", who="manager"),
    one("お知らせのメールをやめる", "unsubscribe", f"={token_of(1, ['followed'])}"),
    one("アカウントの設定", "account_email", who="manager"),
    one("アカウントとデータ", "my_account:settings", who="manager"),
    one("退会", "my_account:leave", who="citizen"),
    one("退会", "my_account:leave", who="manager", state="引き継ぐことがある"),
    one("パスワードの変更", "account_change_password", who="manager"),
    one("二段階認証の設定", "mfa_index", who="manager"),
    one("ログイン中の端末", "usersessions_list", who="manager"),
    one("二段階認証の再設定", "recoveries:detail", "recovery", who="coordinator"),
    one(
        "本人確認", "owner:code", who="coordinator", state="コードを入力する", act=ask_for_the_code
    ),
    one("メッセージを送る", "messages:contact_group", "group_registered"),
    one(
        "メッセージを送る",
        "messages:contact_group",
        "group_registered",
        state="誤りあり",
        act=send_untouched,
    ),
    one("メッセージの一覧", "messages:list", who="citizen"),
    one("メッセージ", "messages:detail", "thread_group", who="citizen"),
    one("メッセージ", "messages:detail", "thread_desk", who="coordinator", state="窓口"),
    one("市に知らせる", "reports:create", "=update", "update_of_project_active"),
    one(
        "市に知らせる",
        "reports:create",
        "=update",
        "update_of_project_active",
        state="誤りあり",
        act=send_untouched,
    ),
    one("表示をやめたもの", "reports:detail", "report_hidden", who="manager"),
    one("招待", "invitations:offer", "=known-to-the-tests", who="anonymous"),
    one(
        "招待",
        "invitations:offer",
        "=known-to-the-tests",
        who="citizen",
        state="別の方のアカウント",
    ),
    one("相談の一覧", "consultations:list", who="citizen"),
    one("相談を書く", "consultations:create", who="citizen"),
    one(
        "相談を書く",
        "consultations:create",
        who="member",
        state="書きかけが戻る",
        act=come_back_to_what_was_written,
    ),
    one("つながれた相談", "consultations:passing", "passing", who="manager"),
    one("相談", "consultations:detail", "consultation_group", who="citizen"),
    one("団体登録の申請", "groups:create", who="citizen"),
    one("団体登録の申請", "groups:create", who="citizen", state="誤りあり", act=send_untouched),
    one("団体の変更", "groups:edit", "group_registered", who="manager"),
    one("登録の更新", "groups:renew", "group_registered", who="manager"),
    one(
        "登録の更新",
        "groups:renew",
        "group_registered",
        who="manager",
        state="誤りあり",
        act=send_untouched,
    ),
    one("写真とロゴ", "groups:pictures", "group_registered", who="manager"),
    one("団体の書類", "groups:documents", "group_registered", who="manager"),
    one("活動の記録", "groups:journal", "group_registered"),
    one(
        "活動の記録",
        "groups:journal_create",
        "group_registered",
        who="manager",
        state="誤りあり",
        act=send_untouched,
    ),
    one("手伝いを募集する", "help_wanted:create", "=project", "project_active", who="manager"),
    one("ネットワークの参加団体", "groups:network", "group_registered", who="manager"),
    one("ネットワークに団体を誘う", "groups:network_invite", "group_registered", who="manager"),
    one(
        "ネットワークに団体を誘う",
        "groups:network_invite",
        "group_registered",
        who="manager",
        state="誤りあり",
        act=send_untouched,
    ),
    one("参加団体に連絡する", "groups:network_tell", "group_registered", who="manager"),
    one("ネットワークへの参加", "groups:network_member", "network_member", who="other_manager"),
    one("出前講座の申込み", "lectures:apply", "lecture", who="citizen"),
    one("出前講座の申込みの手続き", "lectures:request", "lecture_request", who="staff"),
    one(
        "出前講座の申込みの手続き",
        "lectures:settle",
        "lecture_request",
        who="staff",
        state="日時を決める",
    ),
    one(
        "出前講座の申込みの手続き",
        "lectures:report",
        "lecture_held",
        who="staff",
        state="報告を書く",
    ),
    one("出前講座のメニューの手入れ", "lectures:menu", who="coordinator"),
    one("地域の困りごと", "concerns:detail", "concern_received", who="citizen", state="書いた方"),
    one("困りごとを直す", "concerns:edit", "concern_received", who="citizen"),
    one("窓口で受け付けた困りごとを入力する", "concerns:enter", who="coordinator"),
    one("提供を書く", "offers:create", "group_registered", who="manager"),
    one("団体からの提供の手続き", "offers:detail", "offer", who="manager"),
    one("提供の相談", "offers:talk", "offer_talk", who="manager"),
    one(
        "手伝いを募集する",
        "help_wanted:create",
        "=department",
        "department",
        who="staff",
        state="課",
    ),
    one("手伝いの募集の手続き", "help_wanted:detail", "help_open", who="manager"),
    one("手伝いの申し出", "help_wanted:answer_detail", "help_guest", who="manager"),
    one("合いそうなサポーター", "help_wanted:supporters", "help_open", who="manager"),
    one("手伝いの頼みごと", "help_wanted:request", "help_request", who="citizen"),
    one(
        "手伝いの申し出",
        "help_wanted:answer_detail",
        "help_tied",
        who="citizen",
        state="利害関係を答える",
    ),
    one("サポーターを窓口で入力する", "supporters:enter", who="coordinator"),
    one("わたしのできること", "supporters:mine", who="citizen"),
    one(
        "わたしのできること", "supporters:mine", who="member", state="誤りあり", act=send_untouched
    ),
    one("団体の人", "groups:people", "group_registered", who="manager"),
    one("団体の人", "groups:people", "group_registered", who="member", state="構成員"),
    one("団体への招待", "groups:invite", "group_registered", who="manager"),
    one(
        "団体への招待",
        "groups:invite",
        "group_registered",
        who="manager",
        state="誤りあり",
        act=send_untouched,
    ),
    one("団体での役割", "groups:person", "place_of_member", who="manager"),
    one("団体から外す", "groups:person_remove", "place_of_member", who="manager"),
    one("団体を離れる", "groups:leave", "group_registered", who="member"),
    one("団体を離れる", "groups:leave", "group_registered", who="manager", state="離れられない"),
    one("代表の引き継ぎ", "groups:hand_over", "group_represented", who="other_manager"),
    one("加入の申し込み", "groups:join", "group_registered", who="citizen"),
    one("加入の申し込み", "groups:request", "join_request", who="manager", state="返事をする"),
    one("事業に質問する", "questions:create", "project_active", who="citizen"),
    one("事業への質問", "questions:detail", "question_asked", who="manager"),
    one("出した意見", "opinions:submission", "opinion_closed", who="citizen"),
    one("意見を書き直す", "opinions:rewrite", "opinion_open", who="citizen"),
    one("届いた意見を入力する", "opinions:counter", "round_open", who="staff"),
    one("意見の整理と回答", "opinions:desk", "round_closed", who="staff"),
    one("意見募集の資料", "opinions:documents", "round_announced", who="staff"),
    one("意見のまとまり", "opinions:group", "opinion_group", who="staff"),
    one("提案を始める", "calls:propose", "call_open", who="manager"),
    one("提案を書く", "proposals:edit", "proposal_draft", who="manager"),
    one(
        "提案を書く",
        "proposals:edit",
        "proposal_draft",
        who="manager",
        state="誤りあり",
        act=send_nonsense,
    ),
    one("提案の確認", "proposals:check", "proposal_draft", who="manager"),
    one("提案", "proposals:detail", "proposal_submitted", who="manager"),
    one(
        "提案",
        "proposals:detail",
        "proposal_submitted",
        who="manager",
        state="確かめの窓を開く",
        act=open_dialog,
    ),
    one("事業計画の変更", "projects:edit", "project_planning", who="manager"),
    one("協定の変更案", "projects:agreement", "project_active", who="staff"),
    one("事業の結果", "projects:results", "project_completed", who="manager"),
    one("進みぐあいの報告", "projects:update_create", "project_active", who="manager"),
    one("催し", "events:detail", "event_open", who="manager", state="主催者"),
    one("催しをつくる", "events:create", who="manager"),
    one("催しをつくる", "events:create", who="manager", state="誤りあり", act=send_untouched),
    one("催しの変更", "events:edit", "event_open", who="manager"),
    one("参加する人", "events:people", "event_open", who="manager"),
    one("受付の名簿", "events:paper", "event_open", who="manager"),
    one("窓口で受けた人", "events:enter", "event_open", who="manager"),
    one("催しの記録", "events:record", "event_ended", who="manager"),
    one("評価の状況", "evaluations:detail", "evaluation_open", who="manager"),
    one("評価シート", "evaluations:sheet", "evaluation_open", who="manager"),
    one("ふりかえり", "evaluations:reflection", "evaluation_revealed", who="manager"),
)

ADMIN = (
    one("管理画面の今日の仕事", "admin:index", who="coordinator"),
    one("管理画面の一覧", "admin:proposals_proposal_changelist", who="coordinator"),
    one("管理画面の一覧", "admin:projects_project_changelist", who="coordinator", state="事業"),
    one(
        "管理画面の提案", "admin:proposals_proposal_change", "proposal_submitted", who="coordinator"
    ),
    one(
        "管理画面の提案",
        "admin:proposals_proposal_change",
        "proposal_under_review",
        who="coordinator",
        state="審査中",
    ),
    one("管理画面の募集", "admin:proposals_call_change", "call_open", who="coordinator"),
    one(
        "管理画面の意見募集",
        "admin:proposals_opinionround_change",
        "round_announced",
        who="coordinator",
    ),
    one(
        "管理画面の審査の順位", "admin:proposals_call_ranking", "call_reviewing", who="coordinator"
    ),
    one("管理画面の事業", "admin:projects_project_change", "project_active", who="coordinator"),
    one("管理画面の団体", "admin:groups_group_change", "group_applied", who="coordinator"),
    one(
        "管理画面の困りごと", "admin:proposals_concern_change", "concern_public", who="coordinator"
    ),
    one("困りごとをまとめて扱う", "admin:proposals_concern_many", who="coordinator"),
    one("管理画面の通報", "admin:groups_report_change", "report", who="coordinator"),
    one(
        "管理画面の相談",
        "admin:proposals_consultation_change",
        "consultation_other",
        who="coordinator",
    ),
    one(
        "管理画面の評価",
        "admin:evaluations_evaluation_change",
        "evaluation_half",
        who="coordinator",
    ),
    one("管理画面の時間のかかる仕事", "admin:kyodo_portal_job_change", "job", who="coordinator"),
    one("表から取り込む", "admin:kyodo_portal_job_import", who="coordinator"),
    one(
        "表から取り込む",
        "admin:kyodo_portal_job_import",
        who="coordinator",
        state="誤りあり",
        act=send_untouched,
    ),
    one("審査シート", "admin:proposals_review_change", "review_mine", who="reviewer"),
)

KINDS = (*PUBLIC, *SIGNED_IN, *ADMIN)
