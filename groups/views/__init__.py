"""The pages about who takes part, by noun."""
