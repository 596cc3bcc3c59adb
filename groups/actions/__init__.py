"""Writes across the records of groups, by noun."""
