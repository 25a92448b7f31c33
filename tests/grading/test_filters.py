"""The filter of system calls: what the kernel would let through, on every machine."""

from __future__ import annotations

import errno
import os
import signal
import struct

import pytest

from bpcourse.grading.sandbox import filters, syscalls


def run_filter(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """What the kernel would answer: a small machine for the filter's steps."""
    shown = struct.pack(
        "=iIQ6Q", number, architecture, 0, *arguments, *[0] * (6 - len(arguments))
    )
    at = value = 0
    while True:
        code, yes, no, k = struct.unpack_from("=HBBI", program, 8 * at)
        at += 1
        if code == filters.RETURN:
            return k
        if code == filters.LOAD:
            (value,) = struct.unpack_from("=I", shown, k)
            continue
        test = {
            filters.EQUAL: value == k,
            filters.AT_LEAST: value >= k,
            filters.ANY_BIT: bool(value & k),
        }[code]
        at += yes if test else no


def refused(number: int) -> int:
    return filters.ERROR | number


@pytest.mark.parametrize("machine", syscalls.MACHINES)
@pytest.mark.parametrize("writes", [True, False])
def test_the_filter_lets_through_what_it_should(machine, writes):
    program = filters.program(machine, writes)
    assert len(program) % 8 == 0 and len(program) // 8 < 4096
    mine = syscalls.ARCHITECTURES[machine]

    def ask(name, *arguments):
        number = syscalls.number(syscalls.RULED, name, machine)
        return run_filter(program, mine, number, *arguments)

    for name in syscalls.FREE:
        number = syscalls.number(syscalls.FREE, name, machine)
        assert number is None or run_filter(program, mine, number) == filters.ALLOW
    assert ask("openat", 0, 0, os.O_RDONLY) == filters.ALLOW
    assert (ask("openat", 0, 0, 1) == filters.ALLOW) is writes
    for kind in (0x3D0F00, signal.SIGCHLD):  # a thread, a process
        assert ask("clone", kind) == refused(errno.EPERM)
    assert ask("prlimit64", 0) == filters.ALLOW
    assert ask("prlimit64", 4711) == refused(errno.EPERM)
    assert ask("fcntl", 3, 1) == filters.ALLOW
    for forbidden in (5, 6, 7, 8, 10, 15, 1024, 1026, 1033):  # locks, leases, owners
        assert ask("fcntl", 3, forbidden) == refused(errno.EPERM)
    assert ask("prctl", 1) == refused(errno.EPERM)
    assert ask("ioctl", 0, 0x5412) == refused(errno.ENOTTY)
    assert run_filter(program, mine, 435) == refused(errno.ENOSYS)  # clone3
    other = next(a for a in syscalls.ARCHITECTURES.values() if a != mine)
    assert run_filter(program, other, 0) == filters.KILL


FORBIDDEN = {  # fork, execve, socket, kill, ptrace, unlinkat, mount, bpf, init_module
    "x86_64": (
        57,
        58,
        59,
        41,
        62,
        200,
        234,
        101,
        263,
        87,
        165,
        321,
        175,
        0x40000000 + 1,
    ),
    "aarch64": (
        221,
        198,
        129,
        130,
        131,
        117,
        35,
        40,
        280,
        105,
        203,
        206,
        276,
        270,
        271,
    ),
}


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_the_filter_refuses_the_rest(machine):
    program = filters.program(machine, writes=False)
    mine = syscalls.ARCHITECTURES[machine]
    allowed = {syscalls.number(syscalls.FREE, n, machine) for n in syscalls.FREE}
    ruled = {syscalls.number(syscalls.RULED, n, machine) for n in syscalls.RULED}
    assert not allowed & set(FORBIDDEN[machine])
    for number in {*FORBIDDEN[machine], *range(600)} - allowed - ruled:
        answer = run_filter(program, mine, number)
        assert answer in (refused(errno.EPERM), refused(errno.ENOSYS))
