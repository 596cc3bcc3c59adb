"""The forms of consultations and proposals."""
