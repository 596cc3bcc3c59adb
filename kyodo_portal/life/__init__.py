"""May this person do this now, what moves, what is written down and told."""
