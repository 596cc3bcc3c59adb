"""Projects of the past, read from files."""
