"""The lists of groups and of staff that a city has, taken in from files."""
