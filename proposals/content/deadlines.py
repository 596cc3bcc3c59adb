"""The days that follow from a decision, as the city's profile counts them."""

import datetime as dt

from kyodo_portal.cities import city


def answer_day(told_on: dt.date) -> dt.date | None:
    """By when those who are told on this day that they are adopted are to answer; None where the city does
    not ask them."""
    days = city().decisions.answer_days
    return told_on + dt.timedelta(days=days) if days else None


def ask_until(told_on: dt.date) -> dt.date:
    """Until when those who were told of a decision on this day may ask about it."""
    return told_on + dt.timedelta(days=city().decisions.ask_days)


def reply_by(asked_on: dt.date) -> dt.date:
    """By when the city answers what is asked about a decision on this day."""
    return asked_on + dt.timedelta(days=city().decisions.reply_days)
