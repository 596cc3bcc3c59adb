"""Which form suits an undertaking, with examples."""
