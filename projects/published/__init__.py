"""Projects as everybody may have them: feeds, calendar, dataset, linked data."""
