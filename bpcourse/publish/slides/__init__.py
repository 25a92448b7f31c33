"""Slides of a lesson, one file that needs no internet."""
