"""Where in the whole database a word stands."""

from django.db import connection


def found_in_any_table(word: str) -> set[str]:
    """Every column of every table of the database in which the word stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - own names only
            columns = [each[0] for each in cursor.description or ()]
            for row in cursor.fetchall():
                found |= {
                    f"{table}.{name}"
                    for name, value in zip(columns, row, strict=True)
                    if word
                    in (value.decode(errors="replace") if isinstance(value, bytes) else str(value))
                }
    return found
