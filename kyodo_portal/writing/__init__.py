"""Forms that lose nothing and overwrite nobody."""
