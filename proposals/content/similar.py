"""Projects that may have gone the way before: what is shown beside the words of a proposal."""

import re
import unicodedata

from kyodo_portal.search import Kind
from kyodo_portal.search.most import find_most
from kyodo_portal.search.queries import Query
from kyodo_portal.words.text import MAX_WORDS, normalise
from projects.models import Project
from proposals.models import Proposal

MOST = 3
"""Projects shown at once."""

LEAST = 2
"""Words they have in common at least: one alone is chance."""

_WORD = re.compile(r"[一-鿿々]{2,}|[ァ-ヶー]{2,}|[A-Za-z]{3,}")

COMMON = frozenset({
    "事業", "活動", "市民", "地域", "協働", "提案", "団体", "市内", "目的", "実施", "開催", "参加",
    "課題", "推進", "支援", "一緒", "取組", "連携", "住民",
})  # fmt: skip
"""Words that most projects have."""


def words_of(proposal: Proposal) -> tuple[str, ...]:
    """The telling words of its title and summary, as they follow each other; eight at most."""
    said = unicodedata.normalize("NFKC", f"{proposal.title} {proposal.summary}"[:1000])
    found = (normalise(word) for word in _WORD.findall(said) if word not in COMMON)
    return tuple(dict.fromkeys(found))[:MAX_WORDS]


def similar_projects(proposal: Proposal) -> list[Project]:
    """Public projects that have some of its words, the one with most first. Where too little is
    written nothing is asked, and nothing is found."""
    words = words_of(proposal)
    if len(words) < LEAST:
        return []
    found = find_most(Query(words=words, was_cut=False), [Kind.PROJECT], [], last=MOST).found
    documents = [document for one in found for document in one.documents]
    near = [each for each in documents if sum(word in each.text for word in words) >= LEAST]
    public = Project.objects.published().in_bulk([each.object_id for each in near])
    return [public[each.object_id] for each in near if each.object_id in public]
