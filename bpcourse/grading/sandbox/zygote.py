"""A warm server process, which forks one locked-down worker a submission.

It knows no answer. The grader sends a worker's two pipes over a socket and gets its process
id; "end" kills that worker and everything that it started, and only then the next may come.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import struct
import sys
from typing import Any

from . import isolation, standins, worker

WARM = (
    *(
        "numpy.ma",
        "numpy.random",
        "numpy.testing",
        "numpy.linalg",
        "numpy.fft",
        "numpy.polynomial",
    ),
    *("math", "cmath", "random", "statistics", "decimal", "fractions", "itertools"),
    *("functools", "operator", "collections", "typing", "dataclasses", "enum", "abc"),
    *("time", "datetime", "json", "re", "csv", "copy", "string", "textwrap", "pprint"),
    *("warnings", "inspect", "traceback", "unittest", "timeit", "contextlib", "io"),
    *("heapq", "bisect", "numbers", "pathlib", "hashlib", "threading", "queue"),
    *("doctest", "dis", "tempfile", "glob", "logging", "pickle", "gzip", "zlib"),
)
NUMBER = struct.Struct(">q")


def main(order: dict[str, Any]) -> None:
    """Serve until the grader's end of the socket closes."""
    control = socket.socket(fileno=order["control"])
    for name in WARM:
        importlib.import_module(name)
    standins.keep_only()
    worker.rehearse()
    isolation.settle(order["level"])
    gc.collect()
    gc.freeze()
    control.sendall(b"r")
    child = 0
    while True:
        message, ends, _, _ = socket.recv_fds(control, 1, 2)
        if child:
            status = end(child)
        if not message:
            os._exit(0)
        if message == b"f":
            child = fork(control, order, ends)
            control.sendall(NUMBER.pack(child))
        else:
            control.sendall(NUMBER.pack(status if child else 0))
            child = 0


def fork(control: socket.socket, order: dict[str, Any], ends: list[int]) -> int:
    """Fork a worker on these pipes; its process id."""
    child = os.fork()
    if child:
        for number in ends:
            os.close(number)
        return child
    try:
        os.setsid()
        control.close()
        requests, replies = worker.quiet(*ends)
        isolation.confine(order["level"], order["memory"])
        worker.serve(requests, replies)
    finally:
        os._exit(1)


def end(child: int) -> int:
    """Kill a worker and all that descends from it; how it ended (a wait status)."""
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    for orphan in isolation.children():
        os.kill(orphan, signal.SIGKILL)
        os.waitpid(orphan, 0)
    return status


if __name__ == "__main__":
    sys.exit("this is started by the grader")
