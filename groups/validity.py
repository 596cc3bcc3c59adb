"""How long a registration holds, by the city's profile."""

import datetime as dt

from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.words.calendar import fiscal_year, fiscal_year_range

DAY = dt.timedelta(days=1)


def end_of_registration(begins_on: dt.date) -> dt.date | None:
    """The last day of a registration that begins on this day; None where registrations have no end.
    Where fewer days are left in the last 年度 than a renewal is open, it holds a year more."""
    limits = city().limits
    if limits.registration_years == 0:
        return None
    if limits.registration_ends == "day":
        return _years_later(begins_on, limits.registration_years) - DAY
    last = fiscal_year(begins_on) + limits.registration_years - 1
    end = fiscal_year_range(last)[1]
    is_short = end - begins_on < dt.timedelta(days=limits.renewal_opens)
    return fiscal_year_range(last + 1)[1] if is_short else end


def end_as_listed(registered_on: dt.date) -> dt.date | None:
    """The last day of a registration that began outside the portal, or before registrations ended here:
    by its own day, and where that is past or near, years later, so that everybody has time to renew."""
    end = end_of_registration(registered_on)
    soon = timezone.localdate() + dt.timedelta(days=city().limits.renewal_opens)
    while end is not None and end < soon:
        end = _years_later(end + DAY, 1) - DAY
    return end


def end_after_renewal(valid_until: dt.date | None) -> dt.date | None:
    """The next last day: counted from the one before, or from today where that has passed or there was
    none."""
    today = timezone.localdate()
    return end_of_registration(max(valid_until + DAY, today) if valid_until else today)


def renewal_opens_on(valid_until: dt.date) -> dt.date:
    """From which day on a registration that ends on this day can be renewed."""
    return valid_until - dt.timedelta(days=city().limits.renewal_opens)


def last_day_to_renew() -> dt.date:
    """Registrations that end up to this day can be renewed today."""
    return timezone.localdate() + dt.timedelta(days=city().limits.renewal_opens)


def rests_before() -> dt.date:
    """Groups whose registration ended before this day, and that did not renew it, rest by now."""
    return timezone.localdate() - dt.timedelta(days=city().waits.renewal)


def _years_later(day: dt.date, years: int) -> dt.date:
    """The same day of a later year; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
