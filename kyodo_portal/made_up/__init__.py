"""A city that does not exist: to be shown, to be measured."""
