"""The addresses of calls, proposals and consultations: who gets what."""

from tests.trust.outcomes import Row, act, both, form, page

GROUP = "member manager"
COORDINATION = "coordinator superuser"
PARTIES = f"{GROUP} staff {COORDINATION}"
WRONG_MOVE = {"move": "no_such_move"}
WITH_ADVISER = f"citizen manager {COORDINATION}"

CALLS = [
    page("calls:list", ok="all"),
    page("calls:detail", "call_draft", ok=COORDINATION),
    *(
        page("calls:detail", f"call_{when}", ok="all")
        for when in ("announced", "open", "closed", "reviewing", "decided")
    ),
    page("calls:blank", "call_open", "=999999"),
    form("calls:ask", "call_open", ok="all"),
    form("calls:ask", "call_draft", no=COORDINATION, anonymous="hidden"),
    form("calls:ask", "call_closed", otherwise="no", anonymous="no"),
    form("calls:ask_entered", "call_open", ok="coordinator", otherwise="no"),
    form("calls:ask_entered", "call_draft", no=COORDINATION),
    page("calls:inquiry", "inquiry_asked", ok=f"citizen {COORDINATION}", anonymous="login"),
    act("calls:inquiry_move", "inquiry_asked", no=f"citizen {COORDINATION}", data=WRONG_MOVE),
    act("calls:inquiry_reword", "inquiry_asked", taken="coordinator", no="citizen superuser"),
    act("calls:inquiry_called", "inquiry_asked", taken="coordinator", no="citizen superuser"),
    page("calls:inquiry_guest", "=999999", "=forged"),
    form("calls:blanks", "call_draft", ok="coordinator", no="superuser"),
    form("calls:blanks", "call_open", ok="coordinator", otherwise="no"),
    form("calls:blanks", "call_closed", otherwise="no"),
    form("calls:propose", "call_draft", no=COORDINATION),
    form("calls:propose", "call_open", otherwise="ok"),
    form("calls:propose", "call_announced", ok="manager other_manager", otherwise="no"),
    *(
        form("calls:propose", f"call_{when}", otherwise="no")
        for when in ("closed", "reviewing", "decided")
    ),
]

CALLS += [
    form("calls:idea", "call_idea", otherwise="goes", anonymous="ok"),
    form("calls:idea", "call_open", otherwise="goes", anonymous="no"),
    form("calls:idea", "call_draft", goes=COORDINATION, anonymous="hidden"),
    form("calls:idea_entered", "call_idea", ok="coordinator", otherwise="no"),
    form("calls:idea_entered", "call_draft", no=COORDINATION),
    both(
        page("calls:idea_guest", "idea_guest_of", "=wrong"),
        act("calls:idea_guest", "idea_guest_of", "=wrong"),
    ),
    form("calls:enter", "call_draft", no=COORDINATION),
    *(form("calls:enter", f"call_{when}", otherwise="no") for when in ("announced", "decided")),
    *(
        form("calls:enter", f"call_{when}", ok="coordinator", otherwise="no")
        for when in ("open", "closed", "reviewing")
    ),
]

#: Who reads a proposal, and who still writes it.
READERS = {
    "draft": GROUP,
    "paper": f"{GROUP} {COORDINATION}",
    "given_up": GROUP,
    "submitted": PARTIES,
    "opined": PARTIES,
    "withdrawn": PARTIES,
    "returned": PARTIES,
    "not_accepted": PARTIES,
    "lapsed": PARTIES,
    "conflict": PARTIES,
    "under_review": f"{PARTIES} reviewer",
    "decided": f"{PARTIES} reviewer",
    "announced": "all",
    "declined": "all",
    "in_talks": "all",
    "reserve": "all",
    "awaiting_vote": "all",
    "turned_down": "all",
}
WRITERS = {"draft": "manager", "returned": "manager", "paper": "manager coordinator"}

#: Who reads the documents with it: they may name people, and stay closed to the public.
DOCUMENTS = {
    "draft": GROUP,
    "paper": f"{GROUP} coordinator",
    "given_up": GROUP,
    "under_review": f"{GROUP} staff coordinator reviewer",
    "decided": f"{GROUP} staff coordinator reviewer",
    "announced": f"{GROUP} staff coordinator reviewer",
}


def rows_of(name: str) -> list[Row]:
    """All addresses of one proposal."""
    thing, reads, may = f"proposal_{name}", READERS[name], WRITERS.get(name, "")
    public = reads == "all"
    who = {"otherwise": "no"} if public else {"no": reads}
    anonymous = "stopped" if public else "away"
    return [
        page("proposals:detail", thing, ok=reads),
        form("proposals:section", thing, "=outline", ok=may, **who),
        act("proposals:section_autosave", thing, "=outline", taken=may, anonymous=anonymous, **who),
        both(
            page("proposals:edit", thing, goes=may, anonymous=anonymous, **who),
            act("proposals:edit", thing, taken=may, anonymous=anonymous, **who),
        ),
        form("proposals:whole", thing, ok=may, **who),
        act("proposals:autosave", thing, taken=may, anonymous=anonymous, **who),
        page(
            "proposals:check",
            thing,
            **{"ok" if may else "goes": may or "manager"},
            anonymous="stopped" if public else "away",
            **who,
        ),
        form(
            "proposals:received",
            thing,
            **{"ok": "coordinator"} if name == "paper" else {},
            **who,
        ),
        act("proposals:move", thing, anonymous=anonymous, data=WRONG_MOVE, **who),
        act("proposals:attachment_add", thing, taken=may, anonymous=anonymous, **who),
        page(
            "proposals:attachment",
            thing,
            f"attachment_{name}",
            ok=DOCUMENTS.get(name, f"{GROUP} staff coordinator"),
            otherwise="closed",
        ),
        act(
            "proposals:attachment_delete",
            thing,
            f"attachment_{name}",
            taken=may,
            anonymous=anonymous,
            **who,
        ),
    ]


CONSULTATIONS = [
    page("consultations:list", otherwise="ok", anonymous="invited"),
    form("consultations:create", otherwise="ok"),
    form("consultations:enter", ok="coordinator", otherwise="no"),
    page("consultations:guest", "consultation_guest_of", "=wrong"),
    page(
        "admin:proposals_consultation_letter",
        "consultation_guest",
        ok="coordinator",
        otherwise="closed",
        anonymous="login",
    ),
    both(
        page("consultations:passing", "passing", ok=WITH_ADVISER, anonymous="login"),
        act("consultations:passing", "passing", taken="manager", no=f"citizen {COORDINATION}"),
    ),
    act(
        "consultations:passing_move",
        "passing",
        no=WITH_ADVISER,
        anonymous="login",
        data=WRONG_MOVE,
    ),
]
for _name, _reads, _asks, _answers in (
    ("consultation_group", f"citizen {PARTIES}", "citizen manager", "staff coordinator"),
    ("consultation_other", f"other_manager {COORDINATION}", "other_manager", "coordinator"),
):
    CONSULTATIONS += [
        page("consultations:detail", _name, ok=_reads, anonymous="away"),
        act(
            "consultations:reply",
            _name,
            anonymous="stopped",  # words that nobody can keep are given back, whatever is there
            no=_reads,
            taken=f"{_asks} {_answers}",
            data={"body": "ありがとうございます。"},
        ),
        form("consultations:convert", _name, no=_reads, ok=_asks),
        act("consultations:move", _name, no=_reads, data=WRONG_MOVE),
    ]

PROPOSALS = [
    *CALLS,
    *(row for name in READERS for row in rows_of(name)),
    form("proposals:corrections", "proposal_returned", ok="manager", no=PARTIES),
    form("proposals:corrections", "proposal_draft", goes="manager", no=GROUP),
    both(
        page("proposals:opinion", "proposal_opined", ok=PARTIES),
        act("proposals:opinion", "proposal_opined", taken="manager", no=PARTIES),
    ),
    form("proposals:opinion", "proposal_returned", anonymous="away"),
    page("proposals:detail", "proposal_alone", ok="citizen"),
    form("proposals:section", "proposal_alone", "=who", ok="citizen"),
    form("proposals:section", "proposal_draft", "=no-such-section", no="member"),
    page("proposals:attachment", "proposal_announced", "attachment_draft", otherwise="closed"),
    page("proposals:attachment", "proposal_draft", "attachment_announced", otherwise="closed"),
    act("proposals:attachment_delete", "proposal_draft", "attachment_returned", no="member"),
    *CONSULTATIONS,
]
