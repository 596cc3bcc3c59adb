"""協働ポータル: the ground every app stands on, and the assembly of them all."""
