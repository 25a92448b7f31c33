"""Every test keeps its own record of progress, no pieces, and one thread a matrix product.

Drawn examples are the same in every run, and no test is timed: what is green stays green, on a
busy machine too. BPCOURSE_SWEEP=1 draws others.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import Any

from hypothesis import HealthCheck, settings

OWN = tempfile.TemporaryDirectory(prefix="bpcourse-")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["BPCOURSE_PROGRESS"] = os.path.join(OWN.name, "p.sqlite")
os.environ["BPCOURSE_MINE"] = ":none:"  # as where notebooks are built

settings.register_profile(
    "course",
    deadline=None,
    derandomize=not os.environ.get("BPCOURSE_SWEEP"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("course")


def pytest_configure(config: Any) -> None:
    """What is chosen by its name is run whole."""
    if config.option.keyword:
        import rotation

        rotation.WHOLE = True


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Files with slow tests begin first, so that all processes end at about the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def kernel_manager(**given: Any) -> Any:
    """A kernel that is spoken to over files, and keeps a record of its own.

    A port that was free may be taken by another program before the kernel takes it; nbval
    then waits for an answer in vain. A record in which a hint was taken shows the next one.
    """
    from jupyter_client.manager import KernelManager

    class Alone(KernelManager):
        def start_kernel(self, **more: Any) -> Any:
            record = os.path.join(folder, "p.sqlite")
            env = {**os.environ, "BPCOURSE_PROGRESS": record}
            return super().start_kernel(env=env, **more)

    folder = tempfile.mkdtemp(dir=OWN.name)
    given |= {"transport": "ipc", "connection_file": os.path.join(folder, "k.json")}
    return Alone(**given)


if os.name == "posix":
    with contextlib.suppress(ImportError):  # nbval isn't in every environment
        import nbval.kernel

        nbval.kernel.KernelManager = kernel_manager
