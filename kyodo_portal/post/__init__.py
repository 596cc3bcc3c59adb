"""Letters: written with the act they tell of, kept in the outbox, delivered."""
