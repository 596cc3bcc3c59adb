"""The kinds of pages in the admin, where the city's staff work; see `page_kinds`."""

from tests.browser.page_acts import send_untouched
from tests.browser.page_kind import one

ADMIN = (
    one("管理画面の今日の仕事", "admin:index", who="coordinator"),
    one("管理画面の一覧", "admin:proposals_proposal_changelist", who="coordinator"),
    one("管理画面の一覧", "admin:projects_project_changelist", who="coordinator", state="事業"),
    one("管理画面の会議", "admin:groups_meeting_change", "meeting_over", who="coordinator"),
    one("会議の出欠", "admin:groups_meeting_attendance", "meeting_over", who="coordinator"),
    one("会議録を書く", "admin:groups_meeting_minutes", "meeting_drafted", who="coordinator"),
    one("会議の資料", "admin:groups_meeting_papers", "meeting", who="coordinator"),
    one("会議の通知", "admin:groups_meeting_letters", "meeting", who="coordinator"),
    one(
        "会議の結論",
        "admin:proposals_proposalonagenda_meeting",
        "meeting_over",
        who="coordinator",
    ),
    one("会議の審査資料", "admin:proposals_packet_meeting", "meeting_over", who="coordinator"),
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
    one(
        "管理画面の提案",
        "admin:proposals_proposal_change",
        "proposal_paper",
        who="coordinator",
        state="紙で受け付けた",
    ),
    one(
        "管理画面の意見書",
        "admin:proposals_departmentopinion_change",
        "department_opinion_draft",
        who="staff",
    ),
    one("受付の確認", "admin:proposals_call_screening", "call_open", who="coordinator"),
    one("郵送する手紙", "admin:proposals_proposal_letters", "proposal_paper", who="coordinator"),
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
    one(
        "管理画面の募集の決定",
        "admin:proposals_call_decisions",
        "call_reviewing",
        who="coordinator",
    ),
    one("審査の机", "admin:proposals_call_desk", "call_reviewing", who="coordinator"),
    one(
        "管理画面の決定の公表", "admin:proposals_call_release", "call_reviewing", who="coordinator"
    ),
    one("管理画面の議決の結果", "admin:proposals_call_vote", "call_decided", who="coordinator"),
    one(
        "管理画面の結果の通知", "admin:proposals_call_letters", "call_reviewing", who="coordinator"
    ),
    one("管理画面の事業", "admin:projects_project_change", "project_active", who="coordinator"),
    one("管理画面の団体", "admin:groups_group_change", "group_applied", who="coordinator"),
    one(
        "管理画面の困りごと", "admin:proposals_concern_change", "concern_public", who="coordinator"
    ),
    one(
        "管理画面の困りごと",
        "admin:proposals_concern_change",
        "concern_received",
        who="coordinator",
        state="確認の前",
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
        "管理画面の相談",
        "admin:proposals_consultation_change",
        "consultation_guest",
        who="coordinator",
        state="窓口で受けたもの",
    ),
    one(
        "相談の回答の手紙",
        "admin:proposals_consultation_letter",
        "consultation_guest",
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
    one("自分の採点", "admin:proposals_review_mine", "call_reviewing", who="reviewer"),
)
