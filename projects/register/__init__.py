"""The list of projects: its lines, filters, counts and columns."""
