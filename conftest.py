"""Every test keeps its own record of progress, no pieces, and one thread a matrix product."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["BPCOURSE_PROGRESS"] = os.path.join(
    tempfile.mkdtemp(prefix="bpcourse-"), "p.sqlite"
)
os.environ["BPCOURSE_MINE"] = ":none:"  # as where notebooks are built
