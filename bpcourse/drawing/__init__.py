"""Pictures: functions from numbers to a `Picture`, one module a lesson.

matplotlib draws plots; `svg` draws what moves, networks, graphs and matrices.
"""

from .picture import Picture

__all__ = ["Picture"]
