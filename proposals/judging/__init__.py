"""How proposals are weighed: scores, their ranking, the results of a call."""
