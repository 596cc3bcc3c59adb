"""The desk of one call: its proposals and their reviewers in one table, and what is done to many at once."""
