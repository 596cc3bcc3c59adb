"""Two people at once about a question that was passed on: whoever asked, and the group that has it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from proposals.models import Consultation, ConsultationMessage, Passing
from tests.factories import make_group, make_user
from tests.groups.advising import make_adviser, make_passing
from tests.proposals.factories import make_consultation
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

#: What the asker does while the group answers or gives back; and how it may stand afterwards (passing, consultation).
ASKER: dict[str, tuple[str, dict[str, str]]] = {
    "takes it back": ("/consult/passed/{passing}/move/", {"move": "take_back"}),
    "ends it": ("/consult/{pk}/move/", {"move": "close"}),
    "asks more": ("/consult/{pk}/reply/", {"body": "もう一つ。"}),
}
GROUP: dict[str, tuple[str, dict[str, str]]] = {
    "answers": ("/consult/passed/{passing}/", {"body": "帳簿から始めましょう。"}),
    "gives it back": (
        "/consult/passed/{passing}/move/",
        {"move": "give_back", "note": "忙しくて。"},
    ),
}
MAY_STAND = {
    ("takes it back", "answers"): {("returned", "waiting")},
    ("takes it back", "gives it back"): {("returned", "waiting")},
    ("ends it", "answers"): {("ended", "closed")},
    ("ends it", "gives it back"): {("ended", "closed"), ("returned", "closed")},
    ("asks more", "answers"): {("passed", "waiting"), ("answered", "answered")},
    ("asks more", "gives it back"): {("returned", "waiting")},
}


@pytest.mark.parametrize(("asks", "has"), MAY_STAND)
def test_both_act_in_the_same_instant(asks: str, has: str) -> None:
    asker, adviser = make_user(), make_user()
    group = make_adviser(make_group(managers=(adviser,))).group
    consultation = make_consultation(by=asker)
    passing = make_passing(consultation, group, status="passed")

    def act(person: Any, address: str, data: dict[str, str]) -> Callable[[], int]:
        client = Client()
        client.force_login(person)
        page = address.format(pk=consultation.pk, passing=passing.pk)
        posted = {"submission_key": str(uuid4()), **data}
        return lambda: int(client.post(page, posted).status_code)

    answers = at_once(act(asker, *ASKER[asks]), act(adviser, *GROUP[has]))

    passing = Passing.objects.get()
    stand = (passing.status, Consultation.objects.get().status)
    assert (stand in MAY_STAND[asks, has], stand) == (True, stand)
    assert set(answers) <= {302, 403, 404, 409}
    assert 302 in answers
    texts = set(ConsultationMessage.objects.values_list("from_city", flat=True))
    assert texts == {
        each for each, code in zip((False, True), answers, strict=True) if code == 302
    } & {
        *([False] if asks == "asks more" else []),
        *([True] if has == "answers" else []),
    }
