"""Calls as everybody may have them: feed, calendar, dataset."""
