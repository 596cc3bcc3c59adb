"""Figures of the city: what is counted, how it is asked, its tables and files."""
