"""Where the course's files lie, and the one way to write a whole file."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from bpcourse.errors import Told

PART = ".part-"  # a file that is being written; a killed program may leave one
REASONS = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "it is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.ENAMETOOLONG: "its name is too long",
}


def course_root() -> Path:
    """Where the shipped notebooks lie: in the installed package, or in the checkout."""
    package = Path(str(files("bpcourse")))
    for root in (package / "delivered", package.parent):
        if any((root / "notebooks").glob("*.ipynb")):
            return root
    raise Told(
        "The course's notebooks are missing. In a checkout, run `bpcourse build`; "
        "else install bpcourse again."
    )


def write_whole(
    path: Path, data: bytes | str | Iterable[str], mode: int = 0o644
) -> None:
    """Write a file whole or not at all; missing folders are made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [data] if isinstance(data, bytes | str) else data
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in parts:
                out.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        os.chmod(part, mode)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


@contextlib.contextmanager
def locked(path: Path, seconds: float = 5.0) -> Iterator[None]:
    """Only one program at a time is inside; the lock ends with its program.

    Raises OSError where the file can't be made, and Told where another one stays too long.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        until = time.monotonic() + seconds
        while not _lock(file.fileno()):
            if time.monotonic() > until:
                raise Told(f"another notebook is writing to {path.parent}")
            time.sleep(0.02)
        yield


def _lock(handle: int) -> bool:
    """Take the lock that ends when the file is closed; True where none is to be had."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock  # a browser's Python has no flock
    except ImportError:
        return _lock_windows(handle)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _lock_windows(handle: int) -> bool:
    try:
        import msvcrt
    except ImportError:
        return True
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def reason(fault: OSError) -> str:
    """Why a file can't be written or read, in plain words."""
    return REASONS.get(fault.errno or 0, fault.strerror or str(fault))
