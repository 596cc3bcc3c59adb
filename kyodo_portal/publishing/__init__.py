"""How public records leave the house: feeds, calendars, datasets, the map for search engines."""
