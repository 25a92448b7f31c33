"""How the tests of an exported package compare: this text goes into them."""

import numpy as np

# ----


def same(got, want, rtol=1e-7, atol=0.0):
    """True where all numbers agree, through lists and tuples."""
    if isinstance(want, (list, tuple)):
        got = list(got)
        pairs = zip(got, want)
        return len(got) == len(want) and all(same(g, w, rtol, atol) for g, w in pairs)
    size = np.max(np.abs(want), initial=0.0)
    return np.shape(got) == np.shape(want) and np.allclose(
        got, want, 0, rtol * size + atol
    )
