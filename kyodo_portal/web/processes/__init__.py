"""Several processes that serve one address, kept alive and renewed one after the other."""
