"""The admin as the desk of the city's staff and reviewers."""
