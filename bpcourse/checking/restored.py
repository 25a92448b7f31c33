"""What a call may change in the interpreter and in NumPy, put back when it has ended."""

from __future__ import annotations

import builtins
import contextlib
import functools
import gc
import math
import os
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

MEMORY = 4 << 30  # bytes that a check may take on top of what the process has
DEEPEST = 10_000  # frames: more takes minutes to unwind, and gigabytes
MODULES: tuple[ModuleType, ...] = (np, np.linalg, np.random, math, builtins)


@contextlib.contextmanager
def restored() -> Iterator[None]:
    """Round one call: modules, print options, folder, limits and tracing are put back."""
    spaces = [(module.__dict__, module.__dict__.copy()) for module in MODULES]
    undo = [save() for save in EACH_CALL]
    sys.setrecursionlimit, real = _bounded, sys.setrecursionlimit
    limit = sys.getrecursionlimit()
    if limit > DEEPEST:
        real(DEEPEST)
    try:
        yield
    finally:
        sys.setrecursionlimit = real
        real(limit)
        for space, names in spaces:
            space.update(names)
        for put_back in undo:
            put_back()


@contextlib.contextmanager
def restored_after_all() -> Iterator[None]:
    """Round all calls of a check: random state and environment, which are slow to save."""
    undo = [save() for save in EACH_CHECK]
    try:
        yield
    finally:
        for put_back in undo:
            put_back()


_real_limit = sys.setrecursionlimit


def _bounded(limit: int) -> None:
    """`sys.setrecursionlimit` while an answer runs: neither below what is set, nor endless."""
    _real_limit(min(max(limit, sys.getrecursionlimit()), DEEPEST))


# ---- memory


@contextlib.contextmanager
def bounded_memory() -> Iterator[None]:
    """Let the block have so much memory more and no more, where the system has such limits."""
    used = _in_use()
    if used is None:
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    most = used + MEMORY if before[0] < 0 else min(before[0], used + MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _in_use() -> int | None:
    """Bytes of address space of this process, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


# ---- warnings where there are none


def _tells_overflow() -> bool:
    """False in a browser's Python, which has no floating-point flags."""
    with warnings.catch_warnings(record=True) as caught, np.errstate(over="warn"):
        warnings.simplefilter("always")
        np.exp(np.float64(1000.0))
    return bool(caught)


TELLS = _tells_overflow()
GROWING = ("exp", "exp2", "expm1", "cosh", "sinh")


def watch_overflow() -> None:
    """Inside `restored`: NumPy's growing functions warn by themselves where flags are missing."""
    for name in () if TELLS else GROWING:
        setattr(np, name, _watched(getattr(np, name)))


def _watched(function: Any) -> Callable[..., Any]:
    @functools.wraps(function)
    def watched(x: Any, *args: Any, **options: Any) -> Any:
        with np.errstate(all="ignore"):
            found = function(x, *args, **options)
        lost = np.isinf(found) & np.isfinite(x)
        if np.any(lost) and np.geterr()["over"] == "warn":
            text = f"overflow encountered in {function.__name__}"
            warnings.warn(text, RuntimeWarning, stacklevel=2)
        return found

    return watched


# ---- what is saved


def _random() -> Callable[[], None]:
    state, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002

    def put_back() -> None:
        random.setstate(state)
        np.random.set_state(legacy)  # noqa: NPY002

    return put_back


def _printing() -> Callable[[], None]:
    options = np.get_printoptions()

    def put_back() -> None:
        if np.get_printoptions() != options:
            np.set_printoptions(**options)

    return put_back


def _place() -> Callable[[], None]:
    folder = _folder()

    def put_back() -> None:
        if folder is not None and _folder() != folder:
            os.chdir(folder)

    return put_back


def _environment() -> Callable[[], None]:
    environment = os.environ.copy()

    def put_back() -> None:
        if os.environ != environment:
            os.environ.clear()
            os.environ.update(environment)

    return put_back


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return None


def _watchers() -> Callable[[], None]:
    trace: Any = sys.gettrace()
    profile: Any = sys.getprofile()
    collects = gc.isenabled()

    def put_back() -> None:
        if sys.gettrace() is not trace:
            sys.settrace(trace)
        if sys.getprofile() is not profile:
            sys.setprofile(profile)
        if gc.isenabled() != collects:
            (gc.enable if collects else gc.disable)()

    return put_back


EACH_CALL = (_printing, _place, _watchers)
EACH_CHECK = (_random, _environment)
