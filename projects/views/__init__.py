"""The public pages of the projects, and the pages on which the two sides work."""
