"""How much the pages cost, beside a bare Django view in the same run.

Figures of one machine say little on another and move from run to run; how many times the bare view
a page costs stays. What a page may cost is written in `pages`.
"""
