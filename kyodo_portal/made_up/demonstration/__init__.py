"""The demonstration city: made-up people, groups and collaborations, lived through by the rules.

Nothing here belongs to a real person or group. The tables say what happened; the modules that end
in `_lives` make it happen, by the same flows and actions as the pages, at moments told relative to
today, so that the demonstration never ages.
"""
