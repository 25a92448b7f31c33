"""Whose a file is, which exercises it holds, and what stands in it."""
