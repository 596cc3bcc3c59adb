"""How a collaboration starts, and what form it takes."""

from projects.types.forms import CollaborationForm
from projects.types.patterns import StartPattern

__all__ = ["CollaborationForm", "StartPattern"]
