"""What may be typed about groups and people."""
