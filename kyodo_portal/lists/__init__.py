"""A page of a list: its filters, its counts, its records read whole."""
