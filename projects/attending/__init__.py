"""Who comes to an event: how people join and leave, who has a seat, who waits, and what they are told."""
