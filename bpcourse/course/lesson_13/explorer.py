"""Lesson 13: its explorers."""
