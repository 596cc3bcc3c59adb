"""Changing what both sides signed: who may, how an amendment lives, what it writes when all have signed."""
