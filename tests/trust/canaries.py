"""Who may come upon what: a canary is a word in brackets that stands nowhere else in the city.

The table is written from the rules of the portal's outside (「公開」: everything is open save what is
listed), not from the code. A thing whose canary is not in the table fails the suite.
"""

import re

from tests.people import IN_BROWSERS, KINDS, in_both_ways

EVERYBODY = frozenset(IN_BROWSERS)
NOBODY = frozenset[str]()


def kinds(words: str) -> frozenset[str]:
    """The kinds of people named, separated by blanks; `all` is everybody."""
    named = frozenset(words.split())
    return EVERYBODY if named == {"all"} else in_both_ways(named)


GROUP = "member manager"
COORDINATION = "coordinator superuser"
PARTIES = f"{GROUP} staff {COORDINATION}"
WITH_AN_ACCOUNT = " ".join(set(KINDS) - {"anonymous"})

#: The first row whose pattern fits the whole name of a canary counts.
MAY_SEE: list[tuple[str, frozenset[str]]] = [
    (pattern, kinds(words))
    for pattern, words in [
        # People: the display name is public where somebody acts for a group; the names of those who
        # judge and of the city's staff are not.
        (r"person\.reviewer", f"reviewer {COORDINATION}"),
        (r"person\.other_reviewer", f"other_reviewer {COORDINATION}"),
        (r"person\.colleague", COORDINATION),
        (r"person\.staff", f"staff other_staff {COORDINATION}"),
        (r"person\.coordinator", f"staff other_staff {COORDINATION}"),
        (r"person\.manager", f"{PARTIES} other_staff"),
        (r"citizen\.contact", "citizen"),
        (r"follow\.name", "citizen"),
        (r"supporter_citizen\..+", "all"),
        (
            r"supporter_groups\..+",
            f"manager other_manager staff other_staff other_reviewer {COORDINATION}",
        ),
        (r"supporter_paper\.name", COORDINATION),
        (r"supporter_(desk|resting)\..+", COORDINATION),
        (r"letter\.body", ""),
        (r"my_data\.content", "citizen"),
        (r"leaving\.identity", COORDINATION),
        (r"recovery\.reason", COORDINATION),
        (r"invitation\.name", "superuser"),
        (r"invitation_to_group\.name", "manager"),
        (r"join_request\.words", f"manager other_manager {COORDINATION}"),
        (r"network_member\.words", f"manager other_manager {COORDINATION}"),
        (r"signer\.position", COORDINATION),
        (r"job\.result", "coordinator"),
        (r"job\..+", COORDINATION),
        # Groups: an application is its own and the coordinators'; a deleted group stays on record.
        (r"group_(applied|returned|not_accepted)\.(name|purpose)", f"{GROUP} {COORDINATION}"),
        (r"group_deleted\.(name|purpose)", COORDINATION),
        (r"group_dormant\.(name|purpose)", "all"),
        (r"group_registered\.return_note", f"{GROUP} {COORDINATION}"),
        (r"group_(registered|dormant)\.contact_for_accounts", WITH_AN_ACCOUNT),
        (r"group_deleted\.contact_for_accounts", COORDINATION),
        (r"group_.+\.contact_for_accounts", f"{GROUP} {COORDINATION}"),
        (r"group_deleted\.contact_.+", "coordinator"),
        (r"group_.+\.contact_.+", "manager coordinator"),
        (r"group_(registered|dormant)\.(picture|journal.*)", "all"),
        (r"group_deleted\.(picture|journal.*)", COORDINATION),
        (r"group_.+\.(picture|journal.*)", f"{GROUP} {COORDINATION}"),
        (r"journal_hidden\..+", ""),
        (r"open_(registered|dormant)_to_everybody\..+", "all"),
        (r"open_(registered|dormant)_to_accounts\..+", WITH_AN_ACCOUNT),
        (r"open_deleted_.+", "coordinator"),
        (r"open_.+", f"{GROUP} coordinator"),
        (r"document_deleted\..+", "coordinator"),
        (r"document_.+\..+", f"{GROUP} coordinator"),
        # Places that the city is still writing.
        (r"place\..+", f"staff other_staff {COORDINATION}"),
        # What was reported: who decides reads who told of it; what is hidden, also who wrote it.
        (r"complaint\..+", "coordinator"),
        # Messages: between the two sides; the administrator of the system is on neither.
        (r"thread_group\..+", "citizen manager"),
        (r"thread_department\..+", "citizen staff"),
        (r"thread_desk\..+", "other_manager coordinator"),
        (r"thread_guest\..+", "manager"),
        (r"hidden_update\..+", "manager coordinator"),
        # Of what the city hides of others: who decides, and those who wrote it.
        (r"words_hidden\..+", "coordinator"),
        (r"help_by_city\..+", "coordinator"),
        (r"question_hidden\.(text|answer)", f"manager staff {COORDINATION}"),
        (r"(group_hidden|help_by_city|question_hidden)\.complaint", "coordinator"),
        # Projects: hidden until they are published; who signed on paper is a person's name.
        (r"project_unpublished\..+", PARTIES),
        (r"project_agreed\.signer", PARTIES),
        (r"project_agreed\.remark", f"{GROUP} staff"),
        (r"project_.+\..+", "all"),
        # Help wanted is public with whoever asks; who offers is known to them and to nobody else.
        (r"help_hidden\.title", PARTIES),
        (r"help_(open|group)\.title", "all"),
        (r"help_answer\.message", f"citizen manager staff {COORDINATION}"),
        (r"help_tied\.interest_words", f"other_manager staff {COORDINATION}"),
        (r"help_request\.words", f"citizen manager staff {COORDINATION}"),
        (r"help_guest\..+", f"manager staff {COORDINATION}"),
        # Who asks for a lecture, and a day that is closed to others.
        (r"lecture_request\..+", f"citizen staff {COORDINATION}"),
        (r"lecture_wish\.wish", f"citizen {COORDINATION}"),
        (r"lecture_guest\..+", f"staff {COORDINATION}"),
        (r"lecture_day\.title", f"staff {COORDINATION}"),
        # Lectures: public with their menu; a draft is the city's.
        (r"lecture_draft\..+", f"staff other_staff {COORDINATION}"),
        (r"lecture(_before)?\.title", "all"),
        # Concerns: public once staff have looked; who told one is known to the desk alone.
        (r"concern_public\.title", "all"),
        (r"concern_received\..+", f"citizen staff {COORDINATION}"),
        (r"concern_guest\..+", COORDINATION),
        # Opinions: a draft is the department's and the coordinators'; what was handed in is theirs and the
        # writer's, its summary the writer's too once it was shown, and everybody's with the answer.
        (r"round_draft\.title", f"staff {COORDINATION}"),
        (r"round_.+\.title", "all"),
        (r"opinion_published\..+", "all"),
        (r"opinion_group\.(heading|summary)", f"citizen staff {COORDINATION}"),
        (r"opinion_group\.answer", "staff coordinator"),
        (r"opinion_correction\.text", f"citizen staff {COORDINATION}"),
        (r"opinion_unsorted\.text", f"other_manager staff {COORDINATION}"),
        (r"opinion_guest\..+", f"staff {COORDINATION}"),
        (r"opinion_(open|closed|answered)\..+", f"citizen staff {COORDINATION}"),
        # Offers: public with their group; who asks for one, and thanks that are not public, are for the two.
        (r"offer_of_applied\..+", f"{GROUP} {COORDINATION}"),
        (r"offer(_open)?\.title", "all"),
        (r"offer_(talk|thanked)\..+", f"manager staff {COORDINATION}"),
        # Questions: between who asks and who answers, until they are answered in public.
        (r"question_asked\.text", f"citizen manager staff {COORDINATION}"),
        (r"question_openly\.text", "all"),
        # Questions about calls: between who asks and the city, until they are answered; never who asked.
        (r"inquiry_asked\.text", f"citizen {COORDINATION}"),
        (r"inquiry_answered\.(shown_as|answer)", "all"),
        (r"inquiry_answered\.text", f"citizen {COORDINATION}"),
        (r"blank_draft\..+", COORDINATION),
        # A change of what was signed: between the parties until all have signed it.
        (r"amendment\..+", PARTIES),
        # Events: a draft is theirs who hold it; who comes is known to those, and to nobody else.
        (r"event_draft\..+", PARTIES),
        (r"event_.+\..+", "all"),
        (r"participation\.needs", "manager staff"),
        (r"guest\..+", "manager staff"),
        # Committees in preparation: their members, and city hall.
        (r"committee_unfinished\..+", f"staff other_staff reviewer {COORDINATION}"),
        # Meetings: planned ones are the committee's, papers the members' who stay in the room.
        (r"meeting_planned\..+", f"staff other_staff reviewer {COORDINATION}"),
        (r"paper\..+", "coordinator"),
        (r"paper_whole\..+", "coordinator reviewer"),
        (r"paper_open\..+", "all"),
        # The packet holds everybody's points and comments: the committee's and the coordinators'.
        (r"packet\..+", "coordinator reviewer"),
        (r"meeting_drafted\.minutes", f"reviewer {COORDINATION}"),
        (r"meeting_drafted\.remark", f"reviewer {COORDINATION}"),
        (r"meeting_drafted\.outcome", f"staff other_staff {COORDINATION}"),
        (r"agenda\.conclusion", COORDINATION),
        # Calls in preparation.
        (r"call_draft\..+", COORDINATION),
        # Proposals: from their proposers to the city's side, the reviewers, everybody.
        (r"proposal_(draft|given_up)\..+", GROUP),
        (r"department_opinion_draft\..+", f"staff {COORDINATION}"),
        (r"department_opinion_settled\..+", PARTIES),
        (r"proposal_paper\..+", f"{GROUP} {COORDINATION}"),
        (r"proposal_alone\..+", "citizen"),
        (r"proposal_.+\.(attachment|file)\..+", f"{GROUP} staff coordinator"),
        (r"proposal_(submitted|opined|returned|not_accepted|lapsed|withdrawn)\..+", PARTIES),
        (r"proposal_conflict\..+", PARTIES),
        # What the city means to decide is nobody's but the desk's; what it concluded neither, until the
        # results are public.
        (r"proposal_under_review\.draft.*", "coordinator"),
        (r"proposal_under_review\..+", f"{PARTIES} reviewer"),
        (r"proposal_decided\.outcome", f"{PARTIES} reviewer"),
        (r"proposal_decided\..+", f"{PARTIES} reviewer"),
        (r"proposal_announced\.return_note", PARTIES),
        (
            r"proposal_(announced|declined|in_talks|reserve|awaiting_vote|turned_down)\.(title|purpose|reason|conclusion)",
            "all",
        ),
        (r"attachment_(under_review|decided|announced)\..+", f"{GROUP} staff reviewer coordinator"),
        (r"attachment_(draft|given_up)\..+", GROUP),
        (r"attachment_paper\..+", f"{GROUP} coordinator"),
        (r"attachment_.+\..+", f"{GROUP} staff coordinator"),
        # Reviews: the reviewer's own, and the coordinators'; other sheets are nobody else's.
        (r"review_mine\..+", f"reviewer {COORDINATION}"),
        (r"review_announced\..+", f"reviewer {COORDINATION}"),
        (r"review_colleague\..+", COORDINATION),
        # Consultations: private between who asks and who answers.
        (r"(consultation_passed|passing)\..+", f"citizen manager {COORDINATION}"),
        (r"consultation_group\.inward", f"staff {COORDINATION}"),
        (r"consultation_group\..+", f"citizen {PARTIES}"),
        (r"(consultation_guest|idea_guest)\..+", COORDINATION),
        (r"consultation_other\..+", f"other_manager {COORDINATION}"),
        # Evaluations: sealed until both sheets are in, and for ever where they were given up.
        (r"evaluation_(open|half|cancelled)\.group\..+", GROUP),
        (r"evaluation_(open|half|cancelled)\.city\..+", "staff"),
        (r"evaluation_one_sided\.city\..+", "staff"),
        (r"evaluation_(revealed|reflected|one_sided|retracted)\..+", f"{PARTIES} committee"),
        (r"evaluation_published\..+", "all"),
    ]
]

_made: set[str] = set()
CANARY = re.compile(r"〔([a-z_.]+)〕")


def canary(name: str) -> str:
    """The word for this name, to be put into a text."""
    _made.add(name)
    return f"〔{name}〕"


def made() -> frozenset[str]:
    """The names of all canaries that were put anywhere."""
    return frozenset(_made)


def may_see(name: str) -> frozenset[str]:
    """The kinds of people who may come upon it. Raises `LookupError` for one without a row."""
    for pattern, allowed in MAY_SEE:
        if re.fullmatch(pattern, name):
            return allowed
    raise LookupError(name)


def leaks(text: str, kind: str) -> set[str]:
    """The canaries in a text that this person may not come upon."""
    return {name for name in CANARY.findall(text) if kind not in may_see(name)}
