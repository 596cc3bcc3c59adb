"""The addresses of the admin: who of the city's side sees which part, opens and changes what.

Citizens and groups have no work here and are told so. Nobody deletes anything.
"""

from tests.trust.outcomes import Row, act, both, form, page

CITIZENS = "citizen member manager other_manager"
DEPARTMENTS = "staff other_staff"
DESK = "coordinator superuser"
REGISTER = f"{DEPARTMENTS} {DESK}"
JUDGES = "reviewer other_reviewer"
WORKERS = f"{REGISTER} {JUDGES} committee"
WRONG_MOVE = {"move": "no_such_move"}


def button(name: str, thing: str, *, data: dict[str, str] | None = None, taken: str = "") -> Row:
    """An address that is only posted to; who has no work in the admin is told that first."""
    return both(
        page(name, thing, method=WORKERS, otherwise="no", anonymous="login"),
        act(name, thing, taken=taken, otherwise="closed", anonymous="login", data=data),
    )


def part(
    model: str,
    sees: str,
    things: dict[str, tuple[str, str]],
    *,
    adds: str = "",
    adds_elsewhere: bool = False,
    adds_at_once: str = "",
    moves: bool = False,
    exports: bool = True,
) -> list[Row]:
    """One kind of record: who sees its list, who adds to it, and per thing who opens and who
    changes it. What is not theirs to open is refused or not there."""
    made = [
        both(
            page(f"admin:{model}_changelist", ok=sees, otherwise="no", anonymous="login"),
            act(f"admin:{model}_changelist", taken=sees, otherwise="no", anonymous="login"),
        ),
        page(
            f"admin:{model}_export",
            **{"ok" if exports else "hidden": sees},
            otherwise="no",
            anonymous="login",
        ),
        form(
            f"admin:{model}_add",
            **{"goes": adds_at_once, "goes" if adds_elsewhere else "ok": adds},
            otherwise="no",
        ),
    ]
    for thing, (opens, changes) in things.items():
        made += [
            both(
                page(
                    f"admin:{model}_change", thing, ok=opens, otherwise="closed", anonymous="login"
                ),
                act(
                    f"admin:{model}_change",
                    thing,
                    taken=changes,
                    otherwise="closed",
                    anonymous="login",
                ),
            ),
            form(f"admin:{model}_history", thing, goes=opens, otherwise="closed"),
            form(f"admin:{model}_delete", thing, otherwise="closed"),
        ]
        if moves:
            name = f"admin:{model}_move"
            made.append(button(name, thing, data=WRONG_MOVE))
    return made


ADMIN = [
    form("admin:index", ok=WORKERS, otherwise="no"),
    both(
        page("admin:login", goes=WORKERS, otherwise="no", anonymous="login"),
        act("admin:login", taken=WORKERS, otherwise="no", anonymous="login"),
    ),
    both(
        page("admin:logout", method=WORKERS, otherwise="no", anonymous="goes"),
        act("admin:logout", goes=WORKERS, otherwise="no", anonymous="goes"),
    ),
    form("admin:password_change", goes=WORKERS, otherwise="no"),
    page("admin:password_change_done", ok=WORKERS, otherwise="no", anonymous="login"),
    page("admin:jsi18n", ok=WORKERS, otherwise="no", anonymous="login"),
    page("admin:autocomplete", otherwise="no", anonymous="login"),
    form("admin:app_list", "=groups", ok=REGISTER, hidden=f"{JUDGES} committee", otherwise="no"),
    form(
        "admin:app_list",
        "=proposals",
        ok=f"{REGISTER} {JUDGES}",
        hidden="committee",
        otherwise="no",
    ),
    form("admin:view_on_site", "=0", "=0", hidden=WORKERS, otherwise="no"),
    *part("kyodo_portal_auditentry", "superuser", {"entry": ("superuser", "")}),
    *part("kyodo_portal_readingentry", "superuser", {"reading": ("superuser", "")}),
    *part("kyodo_portal_outgoingmail", "superuser", {"letter": ("superuser", "")}),
    *part("groups_department", "superuser", {"department": ("superuser",) * 2}, adds="superuser"),
    *part("groups_membership", DESK, {"membership": (DESK,) * 2}, adds=DESK),
    button("admin:groups_membership_end", "membership", taken=DESK),
    *part("groups_leaving", DESK, {"leaving": (DESK, "")}, adds=DESK),
    button("admin:groups_leaving_undo", "leaving", taken=DESK),
    *part("kyodo_portal_standin", "superuser", {"stand_in": ("superuser", "")}),
    button("admin:kyodo_portal_standin_end", "stand_in", taken="superuser"),
    *part("kyodo_portal_job", WORKERS, {"job": (DESK, "")}),
    form("admin:kyodo_portal_job_import", ok=DESK, otherwise="no"),
    button("admin:kyodo_portal_job_cancel", "job", taken=DESK),
    button("admin:kyodo_portal_job_take_in", "job"),
    page(
        "admin:kyodo_portal_job_file",
        "job",
        ok="coordinator",
        otherwise="closed",
        anonymous="login",
    ),
    both(
        page(
            "admin:kyodo_portal_job_export_large", method=WORKERS, otherwise="no", anonymous="login"
        ),
        act("admin:kyodo_portal_job_export_large", otherwise="closed", anonymous="login"),
    ),
    *part(
        "groups_invitation",
        "superuser",
        {"invitation": ("superuser", "")},
        adds="superuser",
        moves=True,
    ),
    *part("groups_user", "superuser", {"user": ("superuser",) * 2}, adds="superuser"),
    *part("groups_handover", DESK, {"hand_over": (DESK, "")}, adds="coordinator", moves=True),
    *part(
        "groups_supporter",
        DESK,
        {"supporter": (DESK, ""), "supporter_paper": (DESK, "")},
        adds="coordinator",
        adds_elsewhere=True,
    ),
    *part("groups_adviser", DESK, {"adviser": (DESK, "coordinator")}, adds="coordinator"),
    *part("groups_signer", DESK, {"signer": (DESK, "coordinator")}, adds="coordinator"),
    *part("proposals_passing", DESK, {"passing": (DESK, "")}, moves=True),
    *part("groups_networkmember", DESK, {"network_member": (DESK, "")}, moves=True),
    *part(
        "proposals_concern",
        REGISTER,
        {
            "concern_public": (DESK, ""),
            "concern_received": (f"staff {DESK}", ""),
            "concern_guest": (DESK, ""),
        },
        moves=True,
    ),
    *part("groups_offer", DESK, {"offer": (DESK, "")}, moves=True),
    *part("groups_offertalk", DESK, {"offer_talk": (DESK, "")}, moves=True),
    *part("groups_joinrequest", DESK, {"join_request": (DESK, "")}, moves=True),
    *part("groups_factorrecovery", DESK, {"recovery": (DESK, "")}, adds=DESK, moves=True),
    *part(
        "groups_place",
        REGISTER,
        {
            "place": (REGISTER, "coordinator"),
            "place_unfinished": (REGISTER, "coordinator"),
        },
        adds="coordinator",
    ),
    *part(
        "groups_group",
        REGISTER,
        {
            "group_registered": (REGISTER, "coordinator"),
            "group_applied": (DESK, "coordinator"),
            "group_deleted": (DESK, ""),
        },
        adds="coordinator",
        adds_elsewhere=True,
        moves=True,
    ),
    *part(
        "projects_project",
        REGISTER,
        {
            "project_active": (REGISTER, "staff coordinator"),
            "project_unpublished": (f"staff {DESK}", "staff coordinator"),
            "project_evaluated": (REGISTER, ""),
        },
        adds=f"{DEPARTMENTS} coordinator",
        moves=True,
    ),
    *part(
        "projects_event",
        REGISTER,
        {"event_open": (REGISTER, ""), "event_draft": (f"staff {DESK}", "")},
        moves=True,
    ),
    *part(
        "projects_helpwanted",
        REGISTER,
        {"help_open": (REGISTER, ""), "help_hidden": (f"staff {DESK}", "")},
        adds="coordinator",
        adds_at_once=DEPARTMENTS,
        moves=True,
    ),
    *part(
        "projects_helpanswer",
        REGISTER,
        {"help_answer": (f"staff {DESK}", ""), "help_done": (DESK, "")},
        moves=True,
    ),
    *part("projects_helprequest", REGISTER, {"help_request": (f"staff {DESK}", "")}, moves=True),
    *part(
        "projects_lecturerequest", REGISTER, {"lecture_request": (f"staff {DESK}", "")}, moves=True
    ),
    *part(
        "projects_lecture",
        REGISTER,
        {"lecture": (REGISTER, "staff coordinator")},
        adds=f"{DEPARTMENTS} coordinator",
    ),
    *part("projects_projectstep", REGISTER, {"step_of_project_active": (REGISTER, "")}, moves=True),
    *part("projects_question", REGISTER, {"question_asked": (f"staff {DESK}", "")}, moves=True),
    *part("proposals_callinquiry", REGISTER, {"inquiry_asked": (DESK, "")}, moves=True),
    button("admin:projects_project_publish", "project_unpublished", taken="staff coordinator"),
    *part(
        "proposals_call",
        REGISTER,
        {
            "call_draft": (DESK, "coordinator"),
            "call_open": (REGISTER, "coordinator"),
            "call_decided": (REGISTER, ""),
        },
        adds="coordinator",
        moves=True,
    ),
    *part(
        "proposals_opinionround",
        REGISTER,
        {
            "round_draft": (f"staff {DESK}", "staff coordinator"),
            "round_open": (REGISTER, "staff coordinator"),
            "round_answered": (REGISTER, ""),
        },
        adds=f"{DEPARTMENTS} coordinator",
        moves=True,
    ),
    button("admin:proposals_call_copy", "call_decided", taken="coordinator"),
    page(
        "admin:proposals_call_ranking", "call_reviewing", ok=DESK, otherwise="no", anonymous="login"
    ),
    both(
        page(
            "admin:proposals_call_desk",
            "call_reviewing",
            ok=DESK,
            otherwise="no",
            anonymous="login",
        ),
        act(
            "admin:proposals_call_desk",
            "call_reviewing",
            taken="coordinator",
            otherwise="no",
            anonymous="login",
        ),
    ),
    form("admin:proposals_call_screening", "call_open", ok="coordinator", otherwise="no"),
    form("admin:proposals_call_release", "call_reviewing", ok="coordinator", otherwise="no"),
    form("admin:proposals_call_vote", "call_decided", ok="coordinator", otherwise="no"),
    form("admin:proposals_call_decisions", "call_reviewing", ok="coordinator", otherwise="no"),
    form("admin:proposals_call_letters", "call_reviewing", ok="coordinator", otherwise="no"),
    page(
        "admin:proposals_call_notices",
        "call_reviewing",
        later="coordinator",
        otherwise="no",
        anonymous="login",
    ),
    page(
        "admin:proposals_call_ranking_export",
        "call_reviewing",
        ok=DESK,
        otherwise="no",
        anonymous="login",
    ),
    *part(
        "proposals_proposal",
        REGISTER,
        {
            **{f"proposal_{name}": ("", "") for name in ("draft", "given_up", "alone")},
            "proposal_paper": (DESK, ""),
            "proposal_submitted": (f"staff {DESK}", ""),
            "proposal_under_review": (f"staff {DESK}", ""),
            "proposal_announced": (REGISTER, ""),
            "proposal_reserve": (REGISTER, ""),
        },
        moves=True,
    ),
    page(
        "admin:proposals_proposal_letters",
        "proposal_paper",
        ok="coordinator",
        otherwise="closed",
        anonymous="login",
    ),
    *part(
        "proposals_departmentopinion",
        REGISTER,
        {
            "department_opinion_draft": (f"staff {DESK}", ""),
            "department_opinion_settled": (f"staff {DESK}", ""),
        },
        moves=True,
    ),
    *part(
        "proposals_review",
        f"{JUDGES} {DESK}",
        {
            "review_mine": (f"reviewer {DESK}", ""),
            "review_colleague": (DESK, ""),
            "review_decided": (f"reviewer {DESK}", ""),
        },
        moves=True,
    ),
    page(
        "admin:proposals_review_mine",
        "call_reviewing",
        ok="reviewer",
        otherwise="no",
        anonymous="login",
    ),
    page(
        "admin:proposals_review_document",
        "review_mine",
        "=1",
        hidden=f"{JUDGES} {DESK}",
        otherwise="no",
        anonymous="login",
    ),
    *part(
        "groups_thread",
        f"{DEPARTMENTS} coordinator",
        {},
        exports=False,
    ),
    *(
        both(
            page(
                "admin:groups_thread_change",
                name,
                goes=goes,
                otherwise="closed",
                anonymous="login",
            ),
            act(
                "admin:groups_thread_change",
                name,
                taken=goes,
                otherwise="closed",
                anonymous="login",
            ),
        )
        for name, goes in (("thread_department", "staff"), ("thread_desk", "coordinator"))
    ),
    form("admin:groups_thread_history", "thread_desk", goes="coordinator", otherwise="closed"),
    form("admin:groups_thread_delete", "thread_desk", otherwise="closed"),
    button("admin:groups_thread_move", "thread_desk", data=WRONG_MOVE),
    *part("groups_unansweredthread", "coordinator", {"thread_group": ("", "")}, exports=False),
    *part(
        "groups_report",
        DESK,
        {"report": (DESK, ""), "report_hidden": ("coordinator", "")},
        moves=True,
    ),
    *part(
        "proposals_consultation",
        REGISTER,
        {
            "consultation_group": (f"staff {DESK}", ""),
            **dict.fromkeys(("consultation_other", "consultation_guest"), (DESK, "")),
        },
        moves=True,
    ),
    *part(
        "evaluations_evaluation",
        f"{REGISTER} committee",
        {
            "evaluation_open": (f"staff committee {DESK}", ""),
            "evaluation_published": (f"{REGISTER} committee", ""),
        },
        moves=True,
    ),
]
