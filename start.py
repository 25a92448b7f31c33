"""Start the course:  python3 start.py            Run its tests:  python3 start.py test

Needs Python 3.11 or newer, and nothing else. The first start makes an environment of the
course's own in .venv (less than a minute on most machines); an interrupted one is repaired by
the next. Further words go on: `python3 start.py --no-browser`,
`python3 start.py test tests/maths/test_losses.py`. `python3 start.py lab` is `python3 start.py`.
"""

# This file is read by old Pythons too, so that they can say which one is needed:
# no syntax in it is newer than Python 3.6.

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "complete")
IN_VENV = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
PYTHON = os.path.join(VENV, *IN_VENV)
WHOLE = ["-n", "auto", "--maxprocesses", "8"]  # its tests: one process per core

CERTIFICATE = (
    "A certificate of your network isn't trusted: name its file in SSL_CERT_FILE "
    "and PIP_CERT."
)
CAUSES = (  # what an installer prints, and what to do about it
    (
        "No space left",
        "The disk is full: about 1 GB is needed. Make room, and start again.",
    ),
    ("There is not enough space", "The disk is full: about 1 GB is needed."),
    (
        "Read-only file system",
        "This folder is read-only: copy the course to one of yours.",
    ),
    (
        "Permission denied",
        "This folder can't be written: copy the course to one of yours.",
    ),
    (
        "407 Proxy",
        "The proxy wants a name and a password: put them in HTTPS_PROXY.",
    ),
    (
        "Proxy Authentication Required",
        "The proxy wants a name and a password: put them in HTTPS_PROXY.",
    ),
    ("ProxyError", "The proxy can't be reached: look at HTTPS_PROXY."),
    ("Cannot connect to proxy", "The proxy can't be reached: look at HTTPS_PROXY."),
    ("tunnel error", "The proxy can't be reached: look at HTTPS_PROXY."),
    ("CERTIFICATE_VERIFY_FAILED", CERTIFICATE),
    ("invalid peer certificate", CERTIFICATE),
    ("Read timed out", "The network is slow; start again, it goes on from here."),
    ("operation timed out", "The network is slow; start again, it goes on from here."),
    (
        "Long Path",
        "This folder's name is too long for Windows: move the course to a shorter path.",
    ),
    ("ensurepip", "This Python has no venv. Debian, Ubuntu: apt install python3-venv"),
    (
        "Temporary failure in name resolution",
        "There is no network; the first start needs one.",
    ),
    ("Name or service not known", "There is no network; the first start needs one."),
    (
        "Failed to establish a new connection",
        "There is no network; the first start needs one.",
    ),
    (
        "Connection refused",
        "There is no network, or a proxy refuses; the first start needs one.",
    ),
    ("dns error", "There is no network; the first start needs one."),
    ("No matching distribution", "A package can't be found; is there a network?"),
    ("Could not find a version", "A package can't be found; is there a network?"),
)


class Failed(Exception):
    """Why the course can't start, as a sentence with what to do."""


def main(words):
    if sys.version_info < OLDEST:
        found = ".".join(str(n) for n in sys.version_info[:3])
        needed = ".".join(str(n) for n in OLDEST)
        sys.stderr.write(
            "The course needs Python %s or newer; this is %s. Install one, and start the "
            "course with it: python%s start.py\n" % (needed, found, needed)
        )
        return 2
    if words[:1] == ["lab"]:
        words = words[1:]
    test = words[:1] == ["test"]
    try:
        prepare("test" if test else "")
    except Failed as fault:
        sys.stderr.write("The course can't start: %s\n" % fault)
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted. The next start goes on from here.\n")
        return 130
    line = ["bpcourse", "lab"] + words
    if test:
        line = ["pytest"] + (words[1:] or WHOLE)
    return run([PYTHON, "-m"] + line)


def run(line):
    """Run to the end, whatever Ctrl-C the program itself answers; its exit status."""
    process = subprocess.Popen(line, cwd=ROOT)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def wanted(extra):
    """What a complete environment was made from: a change of it installs anew."""
    digest = hashlib.sha256(extra.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(ROOT, name), "rb") as data:
            digest.update(data.read())
    return digest.hexdigest()


def stamps():
    try:
        with open(STAMP) as data:
            return data.read().split()
    except OSError:
        return []


def prepare(extra):
    """Make or complete the environment; the stamp is written last."""
    if os.path.exists(PYTHON) and wanted(extra) in stamps():
        return
    print(
        "Preparing the course in .venv; the first time takes up to a minute or two ...",
        flush=True,
    )
    try:
        if not works():
            shutil.rmtree(VENV, ignore_errors=True)
            make_environment()
        install(extra)
        with open(STAMP, "a") as data:
            data.write(wanted(extra) + "\n")
    except OSError as fault:
        raise Failed(explain(str(fault)))


def works():
    """True where the environment's Python runs and has what installs into it."""
    if not os.path.exists(PYTHON):
        return False
    code = "import sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST
    line = [
        PYTHON,
        "-c",
        code if shutil.which("uv") else code.replace("sys;", "sys, pip;", 1),
    ]
    try:
        return subprocess.call(line, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_environment():
    if shutil.which("uv"):
        call(["uv", "venv", "-q", "--python", sys.executable, VENV])
    else:
        call([sys.executable, "-m", "venv", VENV])


def install(extra):
    """Install by uv where it is or can be had, which takes a third of pip's time; else by pip."""
    what = ROOT + ("[%s]" % extra if extra else "")
    more = ["-q", "-c", os.path.join(ROOT, "constraints.txt"), "-e", what]
    if shutil.which("uv"):
        call(["uv", "pip", "install", "--python", PYTHON] + more)
        return
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    try:
        call(pip + ["-q", "--retries", "1", "uv"])
        call([PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON] + more)
    except Failed:  # no uv for this machine, or it doesn't work here: pip says why
        call(pip + more)


def call(line):
    """Run an installer; what it says is kept, and told where it fails."""
    env = dict(os.environ, UV_COMPILE_BYTECODE="1")
    process = subprocess.Popen(
        line, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode:
        raise Failed(explain(said))


def explain(said):
    """The sentence for what an installer said, with its own last lines below."""
    last = "\n".join("    " + line for line in said.strip().splitlines()[-6:])
    for sign, sentence in CAUSES:
        if sign.lower() in said.lower():
            return "%s\n%s" % (sentence, last)
    return (
        "installing failed; start again, or delete the folder .venv first.\n%s" % last
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
