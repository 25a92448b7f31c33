"""The seccomp filter of a worker, as a program for the kernel.

It lets through what computing needs (`syscalls.FREE`), a few calls with certain arguments,
and nothing else: no new process or thread, no lock, no socket, no signal to anybody, no
change of a file.
"""

from __future__ import annotations

import errno
import struct

from . import syscalls

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
KILL, ALLOW, ERROR = 0x80000000, 0x7FFF0000, 0x00050000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in what the kernel shows
CHANGES = 0x1 | 0x2 | 0x40 | 0x200 | 0x400000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, …
COPIES = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, …: no locks, leases, owners
ASKS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # isatty, size, bytes waiting
NAMES = (15, 16)  # PR_SET_NAME, PR_GET_NAME

Step = tuple[int, int, int, int]


def program(machine: str, writes: bool) -> bytes:
    """The filter. writes: files may be opened for writing, since Landlock looks to it."""
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, syscalls.ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if machine == "x86_64":
        steps += [(AT_LEAST, 0, 1, syscalls.X32), _refuse(errno.ENOSYS)]
    for name in syscalls.FREE:
        steps += _when(syscalls.number(syscalls.FREE, name, machine), [_ALLOW])
    for name, rule in _rules(writes).items():
        steps += _when(syscalls.number(syscalls.RULED, name, machine), rule)
    steps += [(AT_LEAST, 0, 1, syscalls.NEWER), _refuse(errno.ENOSYS)]
    return b"".join(struct.pack("=HBBI", *s) for s in [*steps, _refuse(errno.EPERM)])


_ALLOW: Step = (RETURN, 0, 0, ALLOW)


def _refuse(number: int) -> Step:
    return (RETURN, 0, 0, ERROR | number)


def _when(number: int | None, rule: list[Step]) -> list[Step]:
    """The rule for one call; nothing where the machine has no such call."""
    return [] if number is None else [(EQUAL, 0, len(rule), number), *rule]


def _rules(writes: bool) -> dict[str, list[Step]]:
    opening = [_ALLOW]
    return {
        "open": opening if writes else _without(1, CHANGES, errno.EACCES),
        "openat": opening if writes else _without(2, CHANGES, errno.EACCES),
        "fcntl": _only(1, COPIES, errno.EPERM),
        "ioctl": _only(1, ASKS, errno.ENOTTY),
        "prlimit64": _only(0, (0,), errno.EPERM),
        "clone": [_refuse(errno.EPERM)],  # threads too: they take process ids of all
        "prctl": _only(0, NAMES, errno.EPERM),
    }


def _argument(which: int) -> Step:
    return (LOAD, 0, 0, ARGUMENTS + 8 * which)  # its lower half, on these machines


def _without(which: int, bits: int, error: int) -> list[Step]:
    return [_argument(which), (ANY_BIT, 0, 1, bits), _refuse(error), _ALLOW]


def _only(which: int, values: tuple[int, ...], error: int) -> list[Step]:
    steps = [_argument(which)]
    for value in values:
        steps += [(EQUAL, 0, 1, value), _ALLOW]
    return [*steps, _refuse(error)]
