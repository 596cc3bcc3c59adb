"""The life of what people see is needed: looked at, public or kept private, answered, done."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Guest, User
from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.words.languages import Words
from kyodo_portal.words.working_days import working_days_after
from proposals.interest import concerns_of_concern
from proposals.models import Concern, ConcernStatus
from proposals.rules import concerns as rules

UNCONFIRMED, RECEIVED = ConcernStatus.UNCONFIRMED, ConcernStatus.RECEIVED
PUBLISHED, PRIVATE = ConcernStatus.PUBLIC, ConcernStatus.PRIVATE
ANSWERED, DONE = ConcernStatus.ANSWERED, ConcernStatus.DONE
MERGED, WITHDRAWN = ConcernStatus.MERGED, ConcernStatus.WITHDRAWN

CAME_FOR = "concern"
"""What people without an account come for here (`groups.guests`)."""
KEPT_AFTER = dt.timedelta(days=30)
"""How long the name and contact of somebody without an account are kept after the end, and a photo that was
refused."""
OPEN_ENDED = dt.timedelta(days=365)
"""How long they are known where it does not come to an end."""

PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_WRITER, THE_CITY = _("書いた人"), _("市")


def look_by(now: dt.datetime) -> dt.date:
    """Until when staff look at what came in at this moment."""
    return working_days_after(timezone.localdate(now), city().waits.concern)


def writers(concern: Concern, _: Act | None = None) -> list[User]:
    """Who told it with an account, and who told what was merged into it."""
    told = Concern.objects.filter(same_as=concern.pk, created_by__isnull=False)
    others = [each.created_by for each in told.select_related("created_by")]
    return [person for person in (concern.created_by, *others) if person is not None]


def all_who_say_so(concern: Concern, _: Act | None = None) -> list[User]:
    """The writers, and those who said "me too" with an account."""
    others = User.objects.filter(pk__in=concern.me_toos.values("user"))
    return [*writers(concern), *others]


def guests_of(concern: Concern) -> list[Guest]:
    """The writers without an account who can be written to."""
    told = Concern.objects.filter(same_as=concern.pk, guest__isnull=False)
    others = [each.guest for each in told.select_related("guest")]
    return [guest for guest in (concern.guest, *others) if guest is not None]


def desk(concern: Concern, _: Act | None = None) -> Any:
    """The coordinators, with the staff of the department to which it was passed."""
    return people.desk(concern.department_id)


def desk_but_writers(concern: Concern) -> list[User]:
    """Those who are free to look at it and to answer."""
    own = {person.pk for person in writers(concern)}
    return [person for person in desk(concern) if person.pk not in own]


def _tells_guests(
    told: Words, next_step: Words = "", *, ends: bool = False
) -> Callable[[Concern, Act], None]:
    """An effect that writes to those without an account, as the flow does to the others; with `ends`
    they are forgotten soon."""

    def effect(concern: Concern, act: Act) -> None:
        guests = guests_of(concern)
        for guest in guests:
            tell_guest(
                guest,
                told=told,
                note=act.note,
                next_step=next_step,
                key=f"concern:{act.at:%Y%m%d%H%M%S%f}:{guest.pk}",
            )
        if ends:
            _forget_soon(guests, act)

    return effect


def _forget_soon(guests: Iterable[Guest], act: Act) -> None:
    soon = timezone.localdate(act.at) + KEPT_AFTER
    late = Guest.objects.filter(pk__in=[guest.pk for guest in guests], forget_on__gt=soon)
    late.update(forget_on=soon)


def _withdrawn(concern: Concern, act: Act) -> None:
    if concern.guest is not None:
        _forget_soon([concern.guest], act)


PUBLISHED_WORDS = _("困りごとを確認し、公開しました")
PRIVATE_WORDS = _("困りごとを読みました。公開はしません")
ANSWER_WORDS = _("困りごとに、市が回答しました")
DONE_WORDS = _("困りごとへの対応が済みました")
MERGED_WORDS = _("同じ困りごとにまとめました")
READ_ON = _("ページを開いて、内容を読んでください。")
READ_THE_ANSWER = _(
    "ページを開いて、回答を読んでください。「みんなでする」ときは、参加のしかたも出ます。"
)
STILL_ANSWERED = _(
    "市は、公開しないまま読んで考え、回答します。公開できる形に直せるときは、直して送ってください。"
)

CONCERN_FLOW = Flow(
    Concern,
    ConcernStatus,
    turns={
        UNCONFIRMED: _("ご本人と確かめると、市に届きます"),
        RECEIVED: _("市が内容を確認しています。確認が済むまで、ほかの人には見えません"),
        PUBLISHED: _("市が回答を準備しています"),
        PRIVATE: _("公開はしないで、市が回答を準備しています"),
        ANSWERED: _("市が回答しました。このあと動きがあれば、ここでお知らせします"),
        DONE: _("対応が済みました"),
        MERGED: _("同じ困りごとにまとめました。続きは、まとめた先で読めます"),
        WITHDRAWN: _("書いた人が取り下げました"),
    },
    tones={
        UNCONFIRMED: "muted",
        RECEIVED: "warning",
        PUBLISHED: "warning",
        PRIVATE: "neutral",
        ANSWERED: "info",
        DONE: "success",
        MERGED: "muted",
        WITHDRAWN: "muted",
    },
    moves=[
        Move(
            name="confirm",
            label=_("ご本人と確かめる"),
            sources=frozenset({UNCONFIRMED}),
            target=RECEIVED,
            judges=False,
            automatic=True,
            stamps=lambda _, act: {"look_by": look_by(act.at)},
            tells=desk,
            told="地域の困りごとが届きました",
            next_step="内容と写真を確かめて、公開するかどうかを決めてください。",
            happened=_("困りごとが市に届きました"),
            read_by=PARTIES,
        ),
        Move(
            name="publish",
            label="公開する",
            sources=frozenset({RECEIVED, PRIVATE}),
            target=PUBLISHED,
            who=rules.may_look,
            judges=True,
            automatic=True,
            stamps=lambda _, act: {"published_at": act.at},
            effect=_tells_guests(PUBLISHED_WORDS, READ_ON),
            tells=writers,
            told=PUBLISHED_WORDS,
            next_step=READ_ON,
            happened=_("市が確認し、公開しました"),
            side=THE_CITY,
            read_by=PUBLIC,
        ),
        Move(
            name="keep_private",
            label="公開しない",
            sources=frozenset({RECEIVED, PUBLISHED}),
            target=PRIVATE,
            who=rules.may_look,
            judges=True,
            stamps=lambda *_: {"published_at": None},
            effect=_tells_guests(PRIVATE_WORDS, STILL_ANSWERED),
            tells=writers,
            told=PRIVATE_WORDS,
            next_step=STILL_ANSWERED,
            happened=_("公開しないことにしました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            note_label="公開しない理由（書いた方に伝わります）",
            done="公開しないことにしました。書いた方に理由を知らせます。",
        ),
        Move(
            name="send_again",
            label=_("直して送る"),
            sources=frozenset({PRIVATE}),
            target=RECEIVED,
            who=rules.may_take_back,
            judges=False,
            automatic=True,
            stamps=lambda _, act: {"look_by": look_by(act.at)},
            tells=desk,
            told="公開しなかった困りごとが、直されて届きました",
            next_step="内容と写真を確かめて、公開するかどうかを決めてください。",
            happened=_("困りごとを直して、もう一度送りました"),
            side=THE_WRITER,
            read_by=PARTIES,
        ),
        Move(
            name="answer",
            label=_("回答する"),
            sources=frozenset({PUBLISHED, PRIVATE, ANSWERED}),
            target=ANSWERED,
            who=rules.may_answer,
            judges=True,
            automatic=True,
            stamps=lambda _, act: {"answered_at": act.at, **act.data["answer"].columns},
            effect=_tells_guests(ANSWER_WORDS, READ_THE_ANSWER),
            tells=all_who_say_so,
            told=ANSWER_WORDS,
            next_step=READ_THE_ANSWER,
            happened=_("市が回答しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            event_tone="info",
        ),
        Move(
            name="finish",
            label="対応が済んだ",
            sources=frozenset({ANSWERED}),
            target=DONE,
            who=rules.may_answer,
            judges=True,
            effect=_tells_guests(DONE_WORDS, READ_ON, ends=True),
            tells=all_who_say_so,
            told=DONE_WORDS,
            next_step=READ_ON,
            happened=_("対応が済みました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            event_tone="success",
            note_label="何をしたか、どうなったか（だれでも読めます）",
            done="対応が済んだことを記録しました。書いた方と「わたしも」の方に知らせます。",
        ),
        Move(
            name="merge",
            label="同じ困りごとにまとめる",
            sources=frozenset({RECEIVED, PUBLISHED, PRIVATE}),
            target=MERGED,
            who=rules.may_look,
            judges=True,
            automatic=True,
            stamps=lambda _, act: {"same_as": act.data["into"]},
            effect=_tells_guests(MERGED_WORDS, READ_ON),
            tells=writers,
            told=MERGED_WORDS,
            next_step=READ_ON,
            happened=_("同じ困りごとにまとめました"),
            side=THE_CITY,
            read_by=PUBLIC,
        ),
        Move(
            name="part",
            label="まとめから外す",
            sources=frozenset({MERGED}),
            target=RECEIVED,
            who=rules.may_look,
            judges=True,
            automatic=True,
            stamps=lambda _, act: {
                "same_as": None,
                "published_at": None,
                "look_by": look_by(act.at),
            },
            happened=_("まとめから外し、もう一度確認します"),
            side=THE_CITY,
            read_by=PARTIES,
        ),
        Move(
            name="withdraw",
            label=_("困りごとを取り下げる"),
            sources=frozenset({RECEIVED, PUBLISHED, PRIVATE}),
            target=WITHDRAWN,
            who=rules.may_take_back,
            judges=False,
            when=rules.can_go_alone,
            stamps=lambda *_: {"published_at": None},
            effect=_withdrawn,
            tells=desk,
            told="地域の困りごとが取り下げられました",
            happened=_("書いた人が取り下げました"),
            side=THE_WRITER,
            read_by=PARTIES,
            tone="danger",
            confirm=_("困りごとを取り下げると、だれにも見えなくなります。よろしいですか。"),
            done=_("困りごとを取り下げました。"),
        ),
    ],
    acts=[
        Recorded(
            name="tell",
            label="地域の困りごとを書いた",
            happened=_("困りごとを書きました"),
            side=THE_WRITER,
            read_by=PARTIES,
        ),
        Recorded(name="pass_on"),
        Recorded(name="change_photo"),
        Recorded(name="lead_on"),
    ],
    concerns=concerns_of_concern,
)
