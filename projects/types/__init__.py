"""How a collaboration starts, and what form it takes."""

from projects.types.forms import FORM_TEXTS, PATTERN_TEXTS, CollaborationForm, StartPattern

__all__ = ["FORM_TEXTS", "PATTERN_TEXTS", "CollaborationForm", "StartPattern"]
