"""The addresses of what one follows and is told: one's own, and nobody's business but one's own."""

from groups.notices.leaving import token_of
from tests.trust.outcomes import Row, act, both, form, page

FIELD = {"kind": "field", "id": "3"}

NOTICES: list[Row] = [
    page("follows:list", otherwise="ok", anonymous="login"),
    both(
        page("follows:add", query="?kind=field&id=3", otherwise="ok", anonymous="login"),
        act("follows:add", otherwise="taken", anonymous="stopped", data=FIELD),
    ),
    form("follows:add", query="?kind=field&id=999"),
    form("follows:add", query="?kind=nothing"),
    act("follows:remove", otherwise="taken", anonymous="stopped", data=FIELD),
    act("follows:fields", otherwise="taken", anonymous="login"),
    form("follows:search", "=projects", query="?field=3", otherwise="ok"),
    form("follows:search", "=proposals"),
    page("notices:list", otherwise="ok", anonymous="login"),
    act("notices:read", otherwise="taken", anonymous="login"),
    form("notices:settings", otherwise="ok"),
    form("unsubscribe", f"={token_of(1, ['followed'])}", otherwise="ok", anonymous="ok"),
    form("unsubscribe", "=1-followed:forged", otherwise="hidden", anonymous="hidden"),
]
