"""What differs between two versions of a proposal."""

from typing import Any

import pytest

from proposals.content.differences import differences
from proposals.content.snapshot import snapshot_of
from proposals.models import Proposal
from tests.proposals.factories import make_proposal
from tests.words.test_differences import signs


@pytest.mark.django_db
def test_fields_and_tables_that_differ_are_named_in_the_order_of_the_form() -> None:
    proposal = make_proposal(title="駅前の花だん")
    before: dict[str, Any] = snapshot_of(proposal)
    proposal.goals.update(how_much="12か所")
    Proposal.objects.filter(pk=proposal.pk).update(title="公園の花だん", requested_amount=90_000)
    after = snapshot_of(Proposal.objects.get())

    found = [
        (str(each.label), signs(each.marked))
        for each in differences(before, after, of=proposal.call)
    ]

    assert found[0] == ("事業名", "-駅前-+公園+の花だん")
    assert [label for label, _ in found] == ["事業名", "目標", "市に負担を希望する額（円）"]
    assert "-10-+12+か所" in found[1][1]
    assert differences(before, before, of=proposal.call) == []
