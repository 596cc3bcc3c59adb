"""How a collaboration starts, and what form it takes."""

from projects.types.forms import FORMS, CollaborationForm
from projects.types.patterns import PATTERN_TEXTS, StartPattern

__all__ = ["FORMS", "PATTERN_TEXTS", "CollaborationForm", "StartPattern"]
