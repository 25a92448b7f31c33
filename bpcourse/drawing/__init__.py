"""Pictures: what the lessons' figures are made of, functions from numbers to a `Picture`.

matplotlib draws plots; `svg` draws what moves, networks, graphs and matrices.
"""

from .picture import Picture

__all__ = ["Picture"]
