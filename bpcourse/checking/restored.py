"""What a call may change in the interpreter and in NumPy, put back when it has ended."""

from __future__ import annotations

import builtins
import contextlib
import gc
import math
import os
import random
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

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
