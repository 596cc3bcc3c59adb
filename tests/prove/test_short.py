"""The short form of what `make prove` does by the thousand: the portal killed once while people write."""

from typing import Any

import pytest

from tests.prove import city
from tests.prove.portal import Portal, own_database
from tests.prove.writers import Company, Writer, lost


@pytest.mark.django_db(transaction=True)
def test_portal_is_killed_once(settings: Any) -> None:
    portal = Portal(own_database(), settings.MEDIA_ROOT)
    writers = [Writer(portal, **each) for each in city.make(2, ready=2)]
    try:
        portal.start()
        with Company(writers) as company:
            company.goes_on(12)
            portal.kill()
        answers = {status for writer in writers for status in writer.answers}
    finally:
        portal.kill()

    assert answers == {0, 200, 302}
    assert lost(writers, city.kept()) == []
