"""On which days the city comes and speaks."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import Place, Weekday
from groups.places.opening import Opening, minute_of
from groups.places.spoken import clock
from kyodo_portal.cities import city
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.calendar import clock_label, day_label
from kyodo_portal.words.holidays import is_holiday
from kyodo_portal.words.languages import listed

EVERY_DAY = set(range(1, 8))


def can_be_wished_for(
    at: dt.datetime, place: Place | None, *, asked_on: dt.date, minutes: int
) -> Verdict:
    """Early enough for the department to prepare, on a day and in the hours in which the city comes, while the place
    is open. `asked_on` is the day on which the wish came."""
    day = timezone.localdate(at)
    notice = city().lectures.notice_days
    earliest = asked_on + dt.timedelta(days=notice)
    return first_refusal(
        _can_still_come(at),
        allow_if(
            day >= earliest,
            gettext(
                "準備のため、申込みから{notice}日あとの{earliest}から先の日を選んでください。"
                "お急ぎのときは、担当課にお電話ください。"
            ).format(notice=notice, earliest=day_label(earliest)),
        ),
        lambda: can_come_on(day),
        lambda: _can_fit_our_hours(at, minutes),
        lambda: _can_be_open(place, at, minutes),
    )


def can_be_held_at(at: dt.datetime, place: Place | None, *, minutes: int) -> Verdict:
    """What the department itself settles may be sooner and on any day; the place has to be open."""
    return first_refusal(_can_still_come(at), lambda: _can_be_open(place, at, minutes))


def can_come_on(day: dt.date) -> Verdict:
    """A day of the week on which the city comes, no holiday where it keeps them, and not in its pause."""
    rules = city().lectures
    if day.isoweekday() not in rules.weekdays:
        return refuse(
            gettext("{day}には、うかがえません。うかがえるのは、{weekdays}です。").format(
                day=day_label(day), weekdays=weekdays_words()
            )
        )
    if is_holiday(day) and not rules.on_holidays:
        return refuse(
            gettext("{day}は祝日のため、うかがえません。別の日を選んでください。").format(
                day=day_label(day)
            )
        )
    if _is_in_pause(day):
        return refuse(
            gettext("{day}は、うかがえない期間（{pause}）です。別の日を選んでください。").format(
                day=day_label(day), pause=pause_words()
            )
        )
    return ALLOWED


def first_day_to_wish(asked_on: dt.date) -> dt.date:
    """The first day that can be wished for, by the notice, the weekdays and the pause; the end of the
    notice where there is none within a year."""
    earliest = asked_on + dt.timedelta(days=city().lectures.notice_days)
    days = (earliest + dt.timedelta(days=n) for n in range(366))
    return next((day for day in days if can_come_on(day)), earliest)


def when_we_come() -> list[str]:
    """On which days and at which hours the city comes, in the language of the page."""
    rules = city().lectures
    hours = gettext("{opens}から{closes}まで").format(
        opens=clock(rules.from_hour * 60), closes=clock(rules.until_hour * 60)
    )
    told = [
        gettext("{weekdays}の{hours}にうかがえます。").format(
            weekdays=weekdays_words(), hours=hours
        )
    ]
    if not rules.on_holidays:
        told.append(gettext("祝日には、うかがえません。"))
    if rules.closed_from:
        told.append(gettext("{pause}は、うかがえません。").format(pause=pause_words()))
    return told


def weekdays_words() -> str:
    days = city().lectures.weekdays
    if set(days) == EVERY_DAY:
        return gettext("毎日")
    return listed(str(Weekday(number - 1).label) for number in sorted(days))


def pause_words() -> str:
    """From when until when nobody comes."""
    rules = city().lectures
    first, last = _of_a_year(rules.closed_from), _of_a_year(rules.closed_until)
    return gettext("{first_month}月{first_day}日から{last_month}月{last_day}日まで").format(
        first_month=first.month, first_day=first.day, last_month=last.month, last_day=last.day
    )


def _of_a_year(text: str) -> dt.date:
    return dt.date(2000, int(text[:2]), int(text[3:]))


def _is_in_pause(day: dt.date) -> bool:
    """Whether it lies in the pause, which may go over New Year."""
    rules, here = city().lectures, f"{day:%m-%d}"
    first, last = rules.closed_from, rules.closed_until
    if not first:
        return False
    return first <= here <= last if first <= last else here >= first or here <= last


def _can_still_come(at: dt.datetime) -> Verdict:
    return allow_if(
        at > timezone.now(),
        gettext("{day}は過ぎています。これからの日を書いてください。").format(
            day=day_label(timezone.localdate(at))
        ),
    )


def _can_fit_our_hours(at: dt.datetime, minutes: int) -> Verdict:
    rules, begin = city().lectures, minute_of(timezone.localtime(at))
    return allow_if(
        rules.from_hour * 60 <= begin and begin + minutes <= rules.until_hour * 60,
        gettext(
            "{clock}から{minutes}分では、うかがえる時間（{opens}から{closes}まで）に収まりません。"
            "時刻を変えてください。"
        ).format(
            clock=clock_label(at),
            minutes=minutes,
            opens=clock(rules.from_hour * 60),
            closes=clock(rules.until_hour * 60),
        ),
    )


def _can_be_open(place: Place | None, at: dt.datetime, minutes: int) -> Verdict:
    if place is None:
        return ALLOWED
    opening, local = Opening(place), timezone.localtime(at)
    if not opening.is_known:
        return ALLOWED
    day = opening.on(local.date())
    if not day.spans:
        return refuse(
            gettext("{day}は、{place}が休みの日です。別の日か、別の場所を選んでください。").format(
                day=day_label(local.date()), place=place.name
            )
        )
    begin = minute_of(local)
    fits = any(span.opens <= begin and begin + minutes <= span.closes for span in day.spans)
    return allow_if(
        fits,
        gettext(
            "{day}の{clock}から{minutes}分では、{place}の開いている時間に収まりません。"
            "時刻か場所を変えてください。"
        ).format(
            day=day_label(local.date()),
            clock=clock_label(at),
            minutes=minutes,
            place=place.name,
        ),
    )
