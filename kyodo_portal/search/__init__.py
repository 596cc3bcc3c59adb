"""Search over everything the portal keeps in words, exact in Japanese on SQLite and PostgreSQL.

One table holds one document per thing, its text normalised once; pairs of letters index it. Who
writes a thing keeps its document true in the same transaction (`index`, `forget`), and what is
found is always what a plain look through the normalised texts would find (`queries`, `finding`).
"""

from kyodo_portal.search.indexing import (
    Document,
    Searchable,
    follow,
    forget,
    index,
    index_new,
    rebuild,
)
from kyodo_portal.search.models import Kind, SearchDocument

__all__ = [
    "Document",
    "Kind",
    "SearchDocument",
    "Searchable",
    "follow",
    "forget",
    "index",
    "index_new",
    "rebuild",
]
