"""Writes across the records of a proposal, a call, a consultation."""
