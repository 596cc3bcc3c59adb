"""Writes across the records of an evaluation."""
