"""Which columns of proposals and concerns hold kinds of the city's profile."""

from kyodo_portal.cities.in_use import keep_in_sight
from proposals.models import (
    Call,
    Concern,
    FormOfProposal,
    OpinionGroup,
    OpinionSubmission,
    Proposal,
    ProposalField,
)

keep_in_sight("call_kinds", "募集", Call.objects.all, "kind")
keep_in_sight("patterns", "提案", Proposal.objects.all, "start_pattern")
keep_in_sight("forms", "提案", Proposal.objects.all, "main_form")
keep_in_sight("forms", "提案のほかの形態", FormOfProposal.objects.all, "number")
keep_in_sight("fields", "提案", ProposalField.objects.all, "number")
keep_in_sight("fields", "地域の困りごと", lambda: Concern.objects.exclude(field=None), "field")
keep_in_sight("opinion_writers", "意見書", OpinionSubmission.objects.all, "writer_kind")
keep_in_sight("opinion_answers", "意見のまとまり", OpinionGroup.objects.all, "kind")
