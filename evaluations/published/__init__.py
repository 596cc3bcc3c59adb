"""Published reports as everybody may have them: feed, dataset, linked data."""
