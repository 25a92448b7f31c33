"""What keeps a submission's code in its process: limits, and on Linux Landlock and seccomp.

`settle` is for the zygote, once; `confine` for each worker, before it runs anything. Both
do what the kernel offers and leave out the rest; what then holds, `probe` finds out by
trying. System calls by hand (ctypes): the packages for Landlock are young, those for
seccomp need a library of the system, and containment mustn't depend on what is installed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from . import filters, syscalls

LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
SECCOMP_MODE_FILTER, LANDLOCK_PATH_BENEATH = 2, 1
SECONDS = 600  # of processor time: the wall clock ends a worker long before
FILES = 64  # open at a time

# Landlock's rights, and the version of it from which on they are known
WRITE, READ, LIST, TRUNCATE = 2, 4, 8, 1 << 14
RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: TRUNCATE, 5: 1 << 15}
NETWORK, SCOPES = (4, 3), (6, 3)  # TCP; signals and abstract sockets
SECRET = ("site-packages", "dist-packages")  # bpcourse itself may lie in there

_state: dict[str, Any] = {"children": None, "size": 0, "landlock": 0, "faults": []}


def settle(level: str) -> None:
    """In the zygote, before it serves."""
    if not LINUX or level == "none":
        return
    with contextlib.suppress(OSError):
        _state["children"] = open(f"/proc/self/task/{os.getpid()}/children")  # noqa: SIM115
    with contextlib.suppress(OSError), open("/proc/self/statm") as file:
        _state["size"] = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if level == "full":
        _try(_landlock)
        _try(_program)
    if os.geteuid() == 0:
        _try(_drop_capabilities)


def confine(level: str, memory: int) -> None:
    """In a worker, before it runs anything of a submission."""
    if level == "none":
        return
    if LINUX:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _limit(memory)
    if level != "full" or not LINUX or not _try(_seccomp):
        _set_limit("NPROC", 0)


def _try(step: Any) -> bool:
    """True where the step worked; else what was wrong is kept for `probe`."""
    try:
        step()
    except (OSError, ValueError, KeyError, AttributeError) as fault:
        _state["faults"].append(f"{step.__name__.strip('_')}: {fault}")
        return False
    return True


def hide(hidden: bool = True) -> None:
    """For the grader: other processes of the same user can't read its memory (Linux)."""
    if LINUX:
        _prctl(PR_SET_DUMPABLE, 0 if hidden else 1)


def children() -> list[int]:
    """Processes that the zygote is the parent of."""
    if _state["children"] is None:
        return []
    _state["children"].seek(0)
    return [int(number) for number in _state["children"].read().split()]


# ---- limits


def _limit(memory: int) -> None:
    """Of memory beyond what is in use, processor time and open files; no file grows."""
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for name, value in {"CPU": SECONDS, "FSIZE": 0, "NOFILE": FILES, "CORE": 0}.items():
        _set_limit(name, value)
    if _state["size"]:
        _set_limit("AS", _state["size"] + memory)


def _set_limit(name: str, value: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            resource.setrlimit(number, (value, value))


# ---- system calls


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _prctl(option: int, value: int) -> None:
    _checked(_libc().prctl(option, value, 0, 0, 0), f"prctl {option}")


def _syscall(name: str, *arguments: Any) -> int:
    number = syscalls.number(syscalls.SETUP, name, platform.machine())
    if number is None:
        raise OSError(f"{name}: not on this machine")
    return _checked(_libc().syscall(number, *arguments), name)


def _drop_capabilities() -> None:
    """Root without root's powers."""
    head = struct.pack("=Ii", 0x20080522, 0)
    _syscall("capset", head, bytes(24))


# ---- Landlock: what may be read


def _landlock() -> None:
    version = _syscall("landlock_create_ruleset", None, 0, 1)
    rights = sum(bits for since, bits in RIGHTS.items() if since <= version)
    net, scoped = (bits if since <= version else 0 for since, bits in (NETWORK, SCOPES))
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = struct.pack("=QQQ", rights, net, scoped)[:size]
    ruleset = _syscall("landlock_create_ruleset", rules, size, 0)
    try:
        for path, allowed in _readable():
            _allow(ruleset, path, allowed & rights)
        _syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    _state["landlock"] = version


def _allow(ruleset: int, path: str, allowed: int) -> None:
    if not os.path.isdir(path):
        allowed &= WRITE | READ | TRUNCATE
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", allowed, place)
        _syscall("landlock_add_rule", ruleset, LANDLOCK_PATH_BENEATH, rule, 0)
    finally:
        os.close(place)


def _readable() -> Iterator[tuple[str, int]]:
    """Python's own library without what is installed in it, NumPy, and three devices."""
    for library in {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}:
        yield library, LIST
        for name in os.listdir(library):
            if name not in SECRET:
                yield os.path.join(library, name), READ | LIST
    yield os.path.dirname(np.__file__), READ | LIST
    yield from ((path, READ) for path in ("/dev/urandom", "/dev/zero"))
    yield "/dev/null", READ | WRITE | TRUNCATE


# ---- seccomp: what may be asked of the kernel


@cache
def _program() -> bytes:
    """The filter, made once and inherited by the workers."""
    return filters.program(platform.machine(), writes=_state["landlock"] >= 3)


def _seccomp() -> None:
    program = _program()
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("count", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    head = Program(len(program) // 8, ctypes.addressof(code))
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    done = _libc().prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(head), 0, 0)
    _checked(done, "seccomp")


# ---- what holds


def probe(secret: str, other: int, folder: str) -> dict[str, bool]:
    """In a worker: what a submission can't do here.

    secret: a file; other: a process; folder: where the grader itself may write.
    """
    import socket

    return {
        "files": _refused(lambda: open(secret).close()),
        "folders": _refused(lambda: os.listdir(os.path.dirname(secret))),
        "writing": _refused(lambda: _write_into(folder)),
        "processes": _refused(_start_process),
        "network": _refused(lambda: socket.socket().close()),
        "signals": LINUX and _refused(lambda: os.kill(other, 0)),
        "memory": _memory_ends(),
    }


def _refused(attempt: Any) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _write_into(folder: str) -> None:
    """An empty file is enough: where one can be made, others can be removed."""
    path = os.path.join(folder, f".bpcourse-{os.urandom(8).hex()}")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    os.remove(path)


def _start_process() -> None:
    if not hasattr(os, "fork"):  # Windows, where nothing forbids it
        return
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _memory_ends() -> bool:
    """Only Linux keeps to the limit."""
    try:
        import resource
    except ImportError:
        return False
    return LINUX and resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
