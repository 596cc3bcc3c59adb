"""The lives of projects and of what belongs to them; reading this package registers them all."""

from projects.amending.flow import AMENDMENT_FLOW
from projects.flows.projects import PROJECT_FLOW

__all__ = ["AMENDMENT_FLOW", "PROJECT_FLOW"]
