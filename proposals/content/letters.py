"""What the letter with a result says: the city's text for this outcome, with what differs filled in."""

import re
from collections.abc import Mapping

from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.words.languages import in_japanese, listed
from kyodo_portal.words.text import japanese_date, yen
from proposals.content.deadlines import answer_day, ask_until
from proposals.kinds_of_call import Makes, what_adoption_makes
from proposals.models import ADOPTING, Call, DecisionOutcome, DraftDecision, LetterTemplate

PLACEHOLDERS = (
    *("提案者", "事業名", "受付番号", "募集名", "結果", "理由"),
    *("決定額", "条件", "次点の順位", "担当課", "窓口", "議決"),
    *("返事", "質問"),
)
"""The names that may stand in braces."""

ASIDES = ("議決", "返事", "質問")
"""Those of which the reader is told also where a text does not name them."""

_IN_BRACES = re.compile(r"\{([^{}]*)\}")

_HEAD = "{提案者} 様\n\n「{募集名}」にご提案いただいた「{事業名}」（受付番号 {受付番号}）について、"
_REASON = "\n\n結果：{結果}\n\n理由：\n{理由}\n\n{窓口}"

DEFAULTS: Mapping[str, str] = {
    DecisionOutcome.ADOPTED: _HEAD
    + "採択することに決定しましたのでお知らせします。{議決}"
    + _REASON.replace("\n\n理由", "\n決定額：{決定額}\n担当課：{担当課}\n\n理由"),
    DecisionOutcome.CONDITIONAL: _HEAD
    + "次の条件を付けて採択することに決定しましたのでお知らせします。{議決}"
    + _REASON.replace("\n\n理由", "\n決定額：{決定額}\n担当課：{担当課}\n\n条件：\n{条件}\n\n理由"),
    DecisionOutcome.DECLINED: _HEAD
    + "今回は採択しないことに決定しましたのでお知らせします。ご提案くださり、ありがとうございました。"
    + _REASON,
    DecisionOutcome.IN_TALKS: _HEAD
    + "話し合いを続けたうえで、あらためて決定することとしましたのでお知らせします。"
    + _REASON.replace("\n\n理由", "\n担当課：{担当課}\n\n理由"),
    DecisionOutcome.RESERVE: _HEAD
    + "次点（{次点の順位}番）とすることに決定しましたのでお知らせします。"
    + "採択された提案に辞退などがあったときは、順位に従ってご連絡します。"
    + _REASON,
}
"""The text for each outcome where a call has none of its own."""


def can_be_letter(body: str) -> Verdict:
    """A text whose braces are closed and hold names that are known."""
    unknown = sorted(set(_IN_BRACES.findall(body)) - set(PLACEHOLDERS))
    if unknown:
        return refuse(
            f"{listed(f'{{{name}}}' for name in unknown)}は、差し込めない名前です。"
            f"使えるのは、{listed(f'{{{name}}}' for name in PLACEHOLDERS)}です。"
        )
    if set(_IN_BRACES.sub("", body)) & set("{}"):
        return refuse("「{」と「}」がそろっていないところがあります。")
    return ALLOWED


def bodies_of(call: Call) -> dict[str, str]:
    """The text for each outcome, the call's own where it has one."""
    own = LetterTemplate.objects.filter(call=call).values_list("outcome", "body")
    return {**DEFAULTS, **dict(own)}


def words_of(
    draft: DraftDecision, body: str, *, is_voted: bool = False, is_answered: bool = False
) -> str:
    """The text with everything filled in. Money in whole yen. What the reader has to know stands at its
    end where the text has no place for it. It says of the
    vote and of the answer what is still to come: not where `is_voted`, or `is_answered`."""
    proposal = draft.proposal
    amount = proposal.requested_amount if draft.amount is None else draft.amount
    desk = city().desk
    with in_japanese():
        known = {
            "提案者": proposal.proposer_name,
            "事業名": proposal.title,
            "受付番号": proposal.number or "—",
            "募集名": proposal.call.title,
            "結果": str(draft.get_outcome_display()),
            "理由": draft.reason,
            "決定額": "—" if amount is None else yen(amount),
            "条件": draft.conditions or "—",
            "次点の順位": str(draft.reserve_rank or "—"),
            "担当課": str(proposal.responsible_department or "—"),
            "窓口": f"{desk.name}　電話 {desk.phone}",
            "議決": "" if is_voted else _of_the_vote(draft),
            "質問": _how_to_ask(draft),
            "返事": "" if is_answered else _of_the_answer(draft, is_voted=is_voted),
        }
    named = set(_IN_BRACES.findall(body))
    rest = [known[name] for name in ASIDES if name not in named and known[name]]
    return "\n\n".join([_IN_BRACES.sub(lambda found: known[found[1]], body), *rest])


def _of_the_vote(draft: DraftDecision) -> str:
    call = draft.proposal.call
    if not call.needs_vote or draft.outcome not in ADOPTING:
        return ""
    day = f"（議決の予定日は{japanese_date(call.vote_on)}）" if call.vote_on else ""
    return (
        f"ただし、採択は議会の議決を受けて確定します{day}。"
        "議決のあと、確定したかどうかをあらためてお知らせします。"
    )


def _of_the_answer(draft: DraftDecision, *, is_voted: bool) -> str:
    call = draft.proposal.call
    if draft.outcome not in ADOPTING or (call.needs_vote and not is_voted):
        return ""
    if what_adoption_makes(call) is Makes.CONSULTATION:
        return ""
    day = answer_day(timezone.localdate(call.release_at))
    if day is None:
        return ""
    return f"採択を受けるか、辞退するかを、{japanese_date(day)}までに、提案のページか窓口でお知らせください。"


def _how_to_ask(draft: DraftDecision) -> str:
    day = ask_until(timezone.localdate(draft.proposal.call.release_at))
    return (
        f"この決定について尋ねたいことがあるときは、{japanese_date(day)}までに、提案のページか窓口でお知らせください。"
        f"{city().decisions.reply_days}日のうちに回答します。"
    )
