"""Somebody is invited to work for the city or to belong to a group, and accepts."""
