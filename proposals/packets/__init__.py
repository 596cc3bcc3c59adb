"""The packet of a meeting: what is frozen into it, who gets which part, how it is set, joined and kept."""
