"""Why a backup is not taken or not put back."""

import sqlite3

from django.db import Error as DatabaseError

DATABASE_ERRORS = (DatabaseError, sqlite3.Error)
"""What either database raises when it does not answer, or not as it should."""


class Refused(Exception):
    """One sentence for the terminal: what is the matter, why, and what to do. Nothing was changed."""


def unreadable(error: Exception) -> str:
    """The sentence for a database that could not be read or written."""
    return (
        f"データベースが答えませんでした（{' '.join(str(error).split())}）。DATABASE_URL と、データベースが動いて"
        "いるかを確かめてください。まだ表がないときは、先に manage.py migrate を動かしてください。"
    )
