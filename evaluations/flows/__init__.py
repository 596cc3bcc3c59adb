"""The lives of evaluations and of the sheets of each side; reading this package registers them both."""

from evaluations.flows.evaluations import EVALUATION_FLOW
from evaluations.flows.sheets import ASSESSMENT_FLOW

__all__ = ["ASSESSMENT_FLOW", "EVALUATION_FLOW"]
