"""Measured figures, side by side: `python -m benchmarks`; `.autograder`, `.explorers`, `.live`.

One process per candidate, all alive at once, asked in turn: in every round each does some
work and answers with the seconds it took. Ratios are taken within a round and the median
over the rounds is shown, so that a machine that is busy or changes its clock slows both
sides of a ratio. Threads are pinned by the environment before NumPy is loaded. No
candidate is timed before its result has been held against an independent reference.
"""
