"""Lines of contact that were open or closed are for everybody or for nobody; nothing is opened by a way back."""

from collections.abc import Generator
from typing import Any

from groups.models import ContactDetails
from tests.factories import make_group


def open_lines_stay_open_and_closed_ones_closed() -> Generator[None, Any, None]:
    contact = ContactDetails.objects.filter(group=make_group())
    contact.update(phone_shown_to="everybody", fax_shown_to="accounts")
    number = contact.get().pk

    past = yield
    before = past.get_model("groups", "ContactDetails").objects.get(pk=number)
    assert (before.phone_is_public, before.fax_is_public, before.name_is_public) == (
        True,
        False,
        False,
    )
    yield

    now = contact.get()
    assert (now.phone_shown_to, now.fax_shown_to, now.name_shown_to) == (
        "everybody",
        "closed",
        "closed",
    )
