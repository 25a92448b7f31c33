"""Every test keeps its own record of progress, no pieces, and one thread a matrix product.

Drawn examples are the same in every run, and no test is timed: what is green stays green, on a
busy machine too. BPCOURSE_SWEEP=1 draws others.
"""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["BPCOURSE_PROGRESS"] = os.path.join(
    tempfile.mkdtemp(prefix="bpcourse-"), "p.sqlite"
)
os.environ["BPCOURSE_MINE"] = ":none:"  # as where notebooks are built

settings.register_profile(
    "course",
    deadline=None,
    derandomize=not os.environ.get("BPCOURSE_SWEEP"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("course")
