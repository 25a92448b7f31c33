"""Answers to `output_size` in many styles, right and wrong."""

import math


def counted(n, k, stride=1, padding=0):
    count, start = 0, -padding
    while start + k <= n + padding:
        count += 1
        start += stride
    return count


def floored(n, k, stride=1, padding=0):
    return int(math.floor((n + 2 * padding - k) / stride)) + 1


def shorter_row(n, k, stride=1, padding=0):
    n += 2 * padding
    return len(range(0, n - k + 1, stride))


def prints(n, k, stride=1, padding=0):
    print((n + 2 * padding - k) // stride + 1)


RIGHT = [
    counted,
    floored,
    shorter_row,
    lambda n, k, stride=1, padding=0: (n - k + 2 * padding + stride) // stride,
]

WRONG = [
    ("no plus one", lambda n, k, s=1, p=0: (n + 2 * p - k) // s),
    ("padding once", lambda n, k, s=1, p=0: (n + p - k) // s + 1),
    ("fraction", lambda n, k, s=1, p=0: (n + 2 * p - k) / s + 1),
    ("rounded up", lambda n, k, s=1, p=0: -(-(n + 2 * p - k) // s) + 1),
    ("one inside", lambda n, k, s=1, p=0: (n + 2 * p - k + 1) // s),
    ("brackets", lambda n, k, s=1, p=0: n + 2 * p - k // s + 1),
    ("same", lambda n, k, s=1, p=0: -(-n // s)),
    ("rounded", lambda n, k, s=1, p=0: round((n + 2 * p - k) / s) + 1),
    ("order of arguments", lambda n, k, p=0, s=1: (n + 2 * p - k) // s + 1),
    ("stride lost", lambda n, k, s=1, p=0: n + 2 * p - k + 1),
    ("padding lost", lambda n, k, s=1, p=0: (n - k) // s + 1),
    ("padding of the kernel", lambda n, k, s=1, p=0: (n - k - 2 * p) // s + 1),
    ("kernel's half", lambda n, k, s=1, p=0: (n + 2 * p - k // 2) // s + 1),
    ("two more", lambda n, k, s=1, p=0: (n + 2 * p - k) // s + 2),
    ("prints it", prints),
]
