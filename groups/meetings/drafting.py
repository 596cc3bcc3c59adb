"""The draft of the minutes (要点筆記): all that was entered of a meeting, in the order in which minutes say it.

Plain Japanese text, that staff then write over.
"""

from collections.abc import Iterable, Iterator

from groups.meetings.quorum import Room
from groups.meetings.results import place_for
from groups.models import AgendaItem, Away, CommitteeMember, Meeting, Present
from groups.questions import RESULT_IS_OUT
from kyodo_portal.words.languages import in_japanese

NOBODY = "なし"


def _names(members: Iterable[CommitteeMember]) -> str:
    return "、".join(member.name for member in members) or NOBODY


def drafted(meeting: Meeting) -> str:
    """The text of the draft."""
    room = Room(meeting)
    with in_japanese():
        return "\n".join([*_head(meeting, room), "", *_items(meeting, room)])


def openness(items: Iterable[AgendaItem]) -> str:
    """Whether everybody may listen: 公開, 一部非公開 or 非公開."""
    closed = [item.is_closed for item in items]
    if not any(closed):
        return "公開"
    return "非公開" if all(closed) else "一部非公開"


def _head(meeting: Meeting, room: Room) -> Iterator[str]:
    yield f"名称　{meeting.title}"
    yield f"日時　{meeting.when_words}"
    yield f"場所　{meeting.place}"
    yield f"公開の別　{openness(room.items)}"
    yield f"出席した委員　{_names(room.came(Present.PRESENT))}"
    if online := room.came(Present.ONLINE):
        yield f"オンラインで出席した委員　{_names(online)}"
    for member in room.came(Present.PROXY):
        yield f"代理の出席　{member.name}（代理：{room.attendances[member.pk].proxy_name}）"
    yield f"欠席した委員　{_names(room.came(Present.ABSENT))}"
    presides = room.presides()
    yield f"議長　{presides.name if presides else NOBODY}"
    yield f"定足数　{room.at_opening().words}"
    if meeting.visitors is not None:
        yield f"傍聴した人　{meeting.visitors}人"
    papers = [paper.title for paper in meeting.papers.all()]
    yield f"資料　{'、'.join(papers) or NOBODY}"


def _items(meeting: Meeting, room: Room) -> Iterator[str]:
    speaker = "（委員の名前）" if meeting.committee.names_in_minutes else "委員A"
    out = RESULT_IS_OUT.of_each(room.items)
    for number, item in enumerate(room.items, start=1):
        yield f"議題{number}　{item.title}"
        if item.is_closed:
            yield f"　非公開（{item.closed_because}）"
        if item.presenter:
            yield f"　説明　{item.presenter}"
        if recused := room.recused(item):
            yield f"　退席　{_names(recused)}（利害関係があるため）"
        if away := [row.member for row in room.absences.get(item.pk, ()) if row.why == Away.OTHER]:
            yield f"　席を外した委員　{_names(away)}"
        presides = room.presides(item)
        if presides is not None and presides != room.presides():
            yield f"　この議題の議長　{presides.name}"
        if not room.at(item).holds:
            yield f"　定足数を欠いたため、結論は出していません（{room.at(item).words}）。"
        yield f"　意見　{speaker}："
        if item.outcome:
            yield f"　結論　{item.outcome if out[item.pk] else place_for(number)}"
        yield ""
