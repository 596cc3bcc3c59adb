"""The pages of calls, proposals and consultations."""
