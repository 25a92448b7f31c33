"""What tests in a browser ask of the machine."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket

PATIENCE = 180.0  # seconds until something is given up; machines may be busy


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def free_port() -> int:
    """A free port below those that a system hands out unasked, so that it stays free."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
