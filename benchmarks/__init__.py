"""Measured figures, side by side, in one run: `python -m benchmarks.autograder`."""
