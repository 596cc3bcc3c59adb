"""What a proposal says: its sections, what is missing, how it is frozen and read."""
