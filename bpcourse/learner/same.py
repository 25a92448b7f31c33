"""How the tests of an exported package compare: this text goes into them."""

import numpy as np

# ----


def same(got: object, want: object, rtol: float, atol: float) -> bool:
    """True where all numbers agree, through lists and tuples."""
    if isinstance(want, (list, tuple)):
        pairs = list(zip(list(got), want, strict=True))  # type: ignore[call-overload]
        return all(same(g, w, rtol, atol) for g, w in pairs)
    size = float(np.max(np.abs(want), initial=0.0))  # type: ignore[call-overload]
    return np.allclose(got, want, rtol=0, atol=rtol * size + atol)  # type: ignore[arg-type]
