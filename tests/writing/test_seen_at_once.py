"""Two people who save the same form in the same instant: one of them is shown it again."""

from collections.abc import Callable

import pytest

from tests.races import at_once
from tests.writing import seen_pages
from tests.writing.seen_pages import Opened, open_form, signed_in, stored

pytestmark = pytest.mark.django_db(transaction=True)

# One page for each way in which a form gets its lock.
RACED = [
    *(seen_pages.plan, seen_pages.draft, seen_pages.sheet),
    *(seen_pages.admin_project_rows, seen_pages.admin_conclusion),
]


@pytest.mark.race
@pytest.mark.parametrize("make", RACED)
def test_of_two_saves_at_the_same_instant_one_is_shown_again(make: Callable[[], Opened]) -> None:
    page = make()
    writers = [signed_in(page.first), signed_in(page.second)]
    forms = [open_form(client, page) for client in writers]

    answers = at_once(
        *(
            lambda client=client, form=form, text=text: client.post(
                page.address, form | {page.one: text}
            )
            for client, form, text in zip(writers, forms, page.texts, strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    winner = page.texts[[answer.status_code for answer in answers].index(302)]
    assert stored(page, page.one) == winner
