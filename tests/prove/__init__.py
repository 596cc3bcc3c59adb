"""What is too long for `make test`: the portal killed, its database stopped, its disk full, for real.

`make prove` runs it; docs/reliability.md says what came of it. Each has a short form in `make test`.
"""
