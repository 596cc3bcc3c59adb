"""A made-up city of any size, for measuring: how the pages hold with many records, not how they read.

The demonstration tells stories a person can follow; this makes numbers. What is made depends on the
seed and the 年度 of the day alone, so that two runs measure the same city.
"""
