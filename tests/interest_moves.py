"""Who may make which move, though it were their own affair: the policy that `tests/life/test_interest.py`
holds the flows to."""

from tests.interest_people import EVERYBODY, REVIEWERS

#: The city's desk: coordinators without an interest, and who was named to stand in for them.
DESK = "coordinator coordinator_left_before coordinator_in_department stand_in"
#: The same where the department is no party.
DESK_OF_GROUPS = f"{DESK} stand_in_of_department"
COORDINATORS = (
    "coordinator coordinator_left_before coordinator_in_department"
    " coordinator_in_group coordinator_was_in_group superuser_in_group"
)
#: Everybody who would act for the desk if nobody asked for interests.
ANY_DESK = f"{COORDINATORS} stand_in stand_in_of_department stand_in_with_interest"
MANAGERS = "manager coordinator_in_group"
STAFF = "staff coordinator_in_department staff_in_group staff_as_reviewer stand_in_of_department"
ALL = " ".join(EVERYBODY)
#: Those who ask for help, and the coordinators for them: no judging, but an act of their own side.
HELPED = f"{COORDINATORS} {MANAGERS} {STAFF}"

#: Those of the department that is asked, and the desk; and those of them who are not of the group that asks.
ANSWERING = f"{ANY_DESK} {STAFF}"
FREE_TO_ANSWER = f"{DESK_OF_GROUPS} staff staff_as_reviewer"
#: Those who answer opinions: the desk and the department, without whoever wrote one.
DESK_OF_OPINIONS = (
    "coordinator coordinator_left_before coordinator_in_department stand_in"
    " stand_in_of_department stand_in_with_interest staff staff_as_reviewer"
)
STAFF_AND_STAND_IN = "staff staff_in_group staff_as_reviewer"

ENDINGS = ("reveal_one_sided", "close_without_sheets", "reflect_without_consent")

MOVES = {
    "evaluations.assessment": {"submit": MANAGERS},
    "evaluations.evaluation": {
        "reveal": ALL,
        "reflect": ALL,
        **dict.fromkeys((*ENDINGS, "send_back", "publish", "retract", "cancel"), DESK),
    },
    "groups.factorrecovery": {
        "confirm": "superuser",
        "stop": f"{COORDINATORS} superuser",
        "open": "superuser_in_group",
    },
    "groups.invitation": {
        "accept": "citizen",
        **dict.fromkeys(("resend", "withdraw"), "superuser superuser_in_group"),
    },
    "groups.handover": {
        **dict.fromkeys(("accept", "decline"), "member"),
        "withdraw": "manager",
        "lapse": ALL,
    },
    "groups.joinrequest": {
        **dict.fromkeys(("accept", "decline"), MANAGERS),
        "withdraw": "citizen",
        "close_unanswered": DESK_OF_GROUPS,
    },
    "groups.networkmember": {
        **dict.fromkeys(("accept", "decline", "leave"), "citizen"),
        "withdraw": MANAGERS,
        "release": f"{COORDINATORS} {MANAGERS}",
        **dict.fromkeys(("give_way", "run_out"), ALL),
    },
    "groups.meeting": dict.fromkeys(
        ("convene", "recall", "hold", "fail", "cancel", "draft", "send", "confirm", "publish")
        + ("correct",),
        DESK,
    ),
    "groups.offer": {
        **dict.fromkeys(("talk", "reopen", "agree", "be_thanked"), ALL),
        "withdraw": f"{COORDINATORS} {MANAGERS}",
    },
    "groups.offertalk": {
        **dict.fromkeys(("agree", "decline"), f"{COORDINATORS} {MANAGERS}"),
        "call_off": f"{COORDINATORS} {MANAGERS} citizen",
        "withdraw": "citizen",
        **dict.fromkeys(("pass_over", "be_taken_back", "run_out"), ALL),
        "thank": "citizen",
    },
    "groups.group": {
        **dict.fromkeys(
            ("return", "not_accept", "close_uncorrected", "register", "delete"), DESK_OF_GROUPS
        ),
        "resubmit": MANAGERS,
        **dict.fromkeys(("rest", "resume", "renew"), f"{DESK_OF_GROUPS} {MANAGERS}"),
        "rest_unrenewed": ALL,
    },
    "groups.report": {
        **dict.fromkeys(("leave", "hide", "undo", "restore", "uphold"), DESK_OF_GROUPS),
        "appeal": f"{ANY_DESK} {MANAGERS}",
    },
    "groups.thread": {
        **dict.fromkeys(("answer", "ask_again"), ALL),
        "close": f"citizen {MANAGERS}",
    },
    "projects.amendment": {
        **dict.fromkeys(("agree", "lapse"), ALL),
        "withdraw": MANAGERS,
        "decline": STAFF,
        "close": DESK,
    },
    "projects.event": {
        **dict.fromkeys(("publish", "publish_record"), f"{MANAGERS} {STAFF}"),
        "cancel": f"coordinator coordinator_in_department stand_in {MANAGERS} {STAFF}",
        **dict.fromkeys(("arrange", "fall_through"), ALL),
        "end_with_project": ALL,
    },
    "projects.participation": {
        **dict.fromkeys(("give_seat", "queue", "offer", "lapse"), ALL),
        **dict.fromkeys(("take", "leave", "check_in"), f"citizen {MANAGERS} {STAFF}"),
        "miss": f"{MANAGERS} {STAFF}",
    },
    "projects.helpanswer": {
        **dict.fromkeys(("accept", "decline"), HELPED),
        "withdraw": "citizen",
        **dict.fromkeys(("confirm", "take_back", "finish"), ALL),
    },
    "projects.helprequest": {"agree": "citizen", "refuse": "citizen"},
    "projects.helpwanted": {
        **dict.fromkeys(("be_answered", "be_unanswered", "decide_part", "decide_all"), ALL),
        **dict.fromkeys(("finish", "thank", "fail"), HELPED),
    },
    "projects.project": {
        "agree": f"{DESK} {MANAGERS} {STAFF}",
        **dict.fromkeys(("start", "complete"), f"{MANAGERS} {STAFF}"),
        "complete_among_citizens": "",
        **dict.fromkeys(("mark_evaluated", "unmark_evaluated"), ALL),
        "cancel": f"{DESK} {STAFF}",
        "fall_through": ALL,
    },
    "projects.projectstep": {
        "finish": MANAGERS,
        **dict.fromkeys(("enter", "return", "leave_out", "take_up"), FREE_TO_ANSWER),
        **dict.fromkeys(("follow", "reopen", "fall_away"), ALL),
    },
    "projects.lecturerequest": {
        **dict.fromkeys(("confirm", "take_back", "be_called_off", "run_out"), ALL),
        **dict.fromkeys(("take_up", "report"), ANSWERING),
        **dict.fromkeys(("decide", "decline"), FREE_TO_ANSWER),
        "cancel": f"{FREE_TO_ANSWER} {MANAGERS}",
    },
    "projects.question": {
        "confirm": ALL,
        **dict.fromkeys(("answer_openly", "answer_privately"), HELPED),
        "withdraw": "citizen",
    },
    "proposals.callinquiry": {
        "confirm": ALL,
        **dict.fromkeys(("answer", "set_aside"), ANY_DESK),
        "withdraw": "citizen",
    },
    "proposals.call": {
        "announce": ANY_DESK,
        **dict.fromkeys(("start_review", "announce_results", "release_rest"), DESK_OF_GROUPS),
        "release_on_time": "",
    },
    "proposals.concern": {
        **dict.fromkeys(("publish", "keep_private", "merge", "part"), ANY_DESK),
        **dict.fromkeys(("answer", "finish"), f"{ANY_DESK} {STAFF}"),
        **dict.fromkeys(("send_again", "withdraw"), "citizen"),
        "confirm": ALL,
    },
    "proposals.consultation": {
        "answer": f"{DESK} staff staff_as_reviewer stand_in_of_department",
        **dict.fromkeys(("be_advised", "come_back"), ALL),
        "ask_again": f"citizen {MANAGERS}",
        "close": f"{DESK} stand_in_of_department citizen {MANAGERS}",
    },
    "proposals.departmentopinion": {
        **dict.fromkeys(("write", "answer", "run_out"), ALL),
        "settle": "staff coordinator_in_department staff_as_reviewer stand_in_of_department",
        "call_off": DESK_OF_GROUPS,
    },
    "proposals.passing": {
        **dict.fromkeys(("agree", "refuse", "take_back", "ask_again"), f"citizen {MANAGERS}"),
        "agree_by_word": f"{DESK} stand_in_of_department",
        "answer": "",
        "give_back": COORDINATORS,
        **dict.fromkeys(("run_out", "lapse", "drop", "end"), ALL),
    },
    "proposals.opinionround": {
        "announce": f"{ANY_DESK} {STAFF_AND_STAND_IN}",
        **dict.fromkeys(("publish_answer", "cancel"), DESK_OF_OPINIONS),
    },
    "proposals.opinion": dict.fromkeys(("accept", "set_aside"), DESK_OF_OPINIONS),
    "proposals.opinionsubmission": {
        **dict.fromkeys(("confirm", "take_back", "replace"), ALL),
        "withdraw": "citizen",
    },
    "proposals.proposal": {
        **dict.fromkeys(("submit", "withdraw", "revise"), MANAGERS),
        **dict.fromkeys(("return", "extend", "not_accept", "close_uncorrected"), DESK),
        **dict.fromkeys(("begin_review", "withdraw_for"), DESK),
        **dict.fromkeys(("adopt", "adopt_conditionally", "decline"), ALL),
        **dict.fromkeys(("keep_talking", "put_on_reserve", "keep_last"), ALL),
        **dict.fromkeys(("await_vote", "confirm", "confirm_conditionally", "fail_vote"), ALL),
        **dict.fromkeys(
            ("accept", "accept_conditions", "take_place", "refuse_place"), f"{DESK} {MANAGERS}"
        ),
        "take_place_before_vote": "",
        "close_unanswered": DESK,
        "turn_down": f"{DESK} {MANAGERS}",
    },
    "proposals.review": {
        **dict.fromkeys(("accept", "submit"), "reviewer"),
        "declare_conflict": " ".join(REVIEWERS),
        **dict.fromkeys(("reopen", "dismiss_conflict"), DESK),
    },
}
