"""Who may move a consultation along, in every status."""

import pytest

from proposals.flows import CONSULTATION_FLOW
from proposals.models import Consultation, ConsultationStatus
from tests.people import Policy, make_cast, open_moves, row
from tests.proposals.factories import make_consultation

pytestmark = pytest.mark.django_db


CONSULTATIONS: Policy = {
    "waiting": {"citizen": {"close"}, "manager": {"close"}, "coordinator": {"close"}},
    "answered": {"citizen": {"close"}, "manager": {"close"}, "coordinator": {"close"}},
    "closed": {},
}


def test_policy_of_consultations_names_every_status() -> None:
    assert set(CONSULTATIONS) == set(ConsultationStatus.values)


@pytest.mark.parametrize("status", CONSULTATIONS)
def test_moves_of_a_consultation(status: str) -> None:
    cast = make_cast()
    consultation = make_consultation(by=cast["citizen"], group=cast.group)
    Consultation.objects.filter(pk=consultation.pk).update(status=status)

    assert open_moves(CONSULTATION_FLOW, cast, consultation) == row(CONSULTATIONS, status)
