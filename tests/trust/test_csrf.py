"""Every address that takes a form refuses one that does not come from our own pages."""

import pytest

from tests.trust.addresses import ADDRESSES
from tests.trust.outcomes import Row
from tests.trust.requests import address, fingerprint
from tests.trust.world import World


def takers() -> dict[str, tuple[Row, str]]:
    """For each address that takes a form: a row and a person who is let in, where there is one."""
    found: dict[str, tuple[Row, str]] = {}
    for row in ADDRESSES:
        if set(row.post.values()) == {"method"}:
            continue
        let_in = [kind for kind, outcome in row.post.items() if outcome == "taken"]
        if row.name not in found or let_in:
            found[row.name] = (row, let_in[0] if let_in else "superuser")
    return found


WITHOUT = {"unsubscribe": "a mail program sends it; its signed address lets it act (RFC 8058)"}
"""Addresses whose forms may come from elsewhere, with the reason."""

TAKERS = {name: taker for name, taker in takers().items() if name not in WITHOUT}


@pytest.mark.shared
@pytest.mark.parametrize("name", TAKERS)
def test_form_from_elsewhere_is_refused(world: World, name: str) -> None:
    row, kind = TAKERS[name]
    before = fingerprint()

    answer = world.browser(kind, enforce_csrf_checks=True).post(address(world, row), row.data)

    assert answer.status_code == 403
    assert "403_csrf.html" in [template.name for template in answer.templates]
    assert fingerprint() == before


def test_refusal_of_a_form_says_what_to_do(world: World) -> None:
    browser = world.browser("citizen", enforce_csrf_checks=True)
    answer = browser.post("/groups/apply/", {})

    assert answer.status_code == 403
    assert "もう一度" in answer.content.decode()
