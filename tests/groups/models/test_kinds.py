"""The kinds a record belongs to are kept in one shape: named once, known, in order, said in words."""

import pytest

from groups.models import GroupField
from groups.models.kinds import NumberedKind
from projects.models import FormOfProject, ProjectField
from proposals.models import FormOfProposal, ProposalField

pytestmark = pytest.mark.once

KINDS: list[tuple[type[NumberedKind], str, str, str]] = [
    (GroupField, "group_field", "社会教育", "分野99"),
    (ProjectField, "project_field", "社会教育", "分野99"),
    (FormOfProject, "project_form", "後援", "形態99"),
    (ProposalField, "proposal_field", "社会教育", "分野99"),
    (FormOfProposal, "proposal_form", "後援", "形態99"),
]


@pytest.mark.parametrize(("model", "name", "second", "unknown"), KINDS)
def test_numbered_kind_keeps_the_common_shape(
    model: type[NumberedKind], name: str, second: str, unknown: str
) -> None:
    assert issubclass(model, NumberedKind)
    assert model._meta.db_table.endswith(name.replace("_", ""))
    assert [each.name for each in model._meta.constraints] == [f"{name}_once", f"{name}_is_known"]
    assert list(model._meta.ordering) == ["number"]
    assert (str(model(number=2)), str(model(number=99))) == (second, unknown)
