"""Writes across the records of a project."""
