"""Is the installed wheel the whole course?  python .ci/installed.py ENVIRONMENT

Run in an empty folder, with the Python of any environment. Delivers the workspace with
`bpcourse lab`, without a network where the system lets one do without, asks the server for the
lessons, runs the first lesson's notebook, and passes a check.
"""

import ctypes
import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET, SIOCSIFFLAGS, UP_AND_RUNNING = (
    0x10000000,
    0x40000000,
    0x8914,
    0x41,
)
CHECK = """
from bpcourse import check
def step_downhill(w, gradient, eta):
    return w - eta * gradient
assert check(step_downhill).passed
"""


def leave_the_network() -> bool:
    """Go on in a namespace that has nothing but its own 127.0.0.1; False where forbidden."""
    root = os.geteuid() == 0
    flags = CLONE_NEWNET if root else CLONE_NEWUSER | CLONE_NEWNET
    if ctypes.CDLL(None).unshare(flags) != 0:
        return False
    with socket.socket() as probe:
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh", b"lo", UP_AND_RUNNING))
    return True


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    for _ in range(3000):
        assert server.poll() is None, "bpcourse lab ended"
        try:
            fetch(f"http://127.0.0.1:{port}/api")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("bpcourse lab doesn't answer")


def served(command: str) -> list[str]:
    """The lessons that the started server lists."""
    port = free_port()
    line = [command, "lab", "--no-browser", "--port", str(port)]
    line += ["--IdentityProvider.token=t"]
    server = subprocess.Popen(line, start_new_session=True)
    try:
        wait_for(port, server)
        base, token = f"http://127.0.0.1:{port}", "?token=t"
        assert b"jupyter-config-data" in fetch(f"{base}/lab{token}")
        found = json.loads(fetch(f"{base}/api/contents/notebooks{token}"))
        return [entry["name"] for entry in found["content"]]
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(300)


def main() -> None:
    bin = Path(sys.argv[1]).resolve() / "bin"
    print("without a network:", leave_the_network())
    lessons = served(str(bin / "bpcourse"))
    code = "from bpcourse.course import all_lessons; print(len(all_lessons()))"
    told = subprocess.check_output([bin / "python", "-c", code], text=True)
    assert len(lessons) == int(told) > 0, lessons
    notebook = sorted(Path("bpcourse-workspace/notebooks").glob("01_*.ipynb"))[0]
    subprocess.run([bin / "jupyter", "execute", notebook], check=True)
    subprocess.run([bin / "python", "-c", CHECK], check=True)
    print("the installed wheel delivers", len(lessons), "lessons; lesson 01 runs")


if __name__ == "__main__":
    main()
