"""A copy of everything a city has in its portal, taken while people write, and put back.

A backup is one folder:

    manifest.json     of which city, version and database it is, and how many rows each table has
    city.toml         the city's profile as it was read
    database.…        the database: an SQLite file, or what pg_dump writes
    uploads/          what people handed in
    SHA256SUMS        the digest of every other file, as `sha256sum -c` reads them

SHA256SUMS is written last, and the folder gets its name when it is whole. Settings are not in it, and
so no SECRET_KEY and no password of a server.
"""
