"""Widgets around the figures, one module a lesson: they move the numbers."""
