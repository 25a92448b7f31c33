"""Lesson 08: its explorers."""
