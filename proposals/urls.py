"""Addresses of calls, proposals and consultations."""

call_patterns: list = []
proposal_patterns: list = []
consultation_patterns: list = []
