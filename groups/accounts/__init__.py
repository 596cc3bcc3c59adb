"""Whose an account is, and who gets in with it."""
