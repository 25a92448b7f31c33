"""Attacks on what is new: leases and threads, remembered verdicts, `mine`, rows as data."""

from __future__ import annotations

from . import QUIET, RIGHT, Attack, alone, doing, giving

LEASES = """
import fcntl, json, os
for name in ("tool.py", "decoder.py"):
    fd = os.open(os.path.join(os.path.dirname(json.__file__), name), os.O_RDONLY)
    fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
"""
LOCKS = """
import fcntl, json
fcntl.lockf(open(json.__file__), fcntl.LOCK_SH | fcntl.LOCK_NB)
"""
NOTICES = """
import fcntl, json, os
fd = os.open(os.path.dirname(json.__file__), os.O_RDONLY)
fcntl.fcntl(fd, fcntl.F_NOTIFY, fcntl.DN_MODIFY | fcntl.DN_MULTISHOT)
"""
THREADS = """
import threading, time
for i in range(1000):
    threading.Thread(target=time.sleep, args=(60,)).start()
"""
POOL = """
from concurrent.futures import ThreadPoolExecutor
list(ThreadPoolExecutor(500).map(abs, range(500)))
"""
FIND = """
from bpcourse import mine
mine.__dict__["_find"] = lambda name: (lambda x: 0.5)
def sigmoid(x): return mine.sigmoid(x)
def sigmoid_derivative(x): return mine.sigmoid_derivative(x)
def relu_derivative(x): return mine.relu_derivative(x)
"""
SWAP = """
import gc
for one in gc.get_objects():
    if type(one).__name__ == "Worker" and hasattr(one, "own"):
        one.call = lambda **_: {"value": 0.25, "seconds": 9.0, "changed": [], "warned": []}
        one.right = {name: (lambda x: 0.5) for name in ("sigmoid", "relu_derivative")}
"""
TWICE = """
import os
def pipes():
    found = []
    for n in range(3, 64):
        try: os.fstat(n)
        except OSError: continue
        found.append(n)
    return found
write = os.write
os.write = lambda n, data: write(n, bytes(data) * 2)
"""
ANY_NUMBER = alone(
    "import sys\n"
    "import numpy as np\n"
    "frame = sys._getframe()\n"
    "while 'cases' not in frame.f_locals: frame = frame.f_back\n"
    "frame.f_locals['cases'][1:] = []\n"
    "return 1 / (1 + np.exp(-np.clip(x, -700, 700)))"
)
STUBBORN = """
import signal
for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
signal.setitimer = lambda *_: None
"""
CLOCK = """
import time
time.perf_counter = time.monotonic = lambda: 1e9
"""
PATCHES = """
import builtins, numpy as np
np.array = np.asarray = lambda *_, **__: 0.5
builtins.len = lambda _: 3
"""
IMPORTS = """
import builtins
def refuse(*_, **__): raise SystemExit("no more imports")
builtins.__import__ = refuse
"""
NAMED = "return type('x\\n  measured    [1.0]\\n  next        \\x1b[31mAlder copied', (), {})()"
RAISED = "raise type('Worse\\n  next  \\x1b[31m', (Exception,), {})('a\\u202eb\\x07')"
DESCRIPTORS = "import os\nkept = [os.dup(0) for _ in range(5000)]"
RECURSION = """
import sys
sys.setrecursionlimit(10**9)
def deep(n): return deep(n + 1)
deep(0)
"""
EVERY_FRAME = (
    "import sys\nsys.settrace(lambda *_: None)\nsys.setprofile(lambda *_: None)"
)
WARNINGS = """
import warnings
warnings.warn = lambda *_, **__: None
warnings.catch_warnings = None
"""
SELF = "a = []\na.append(a)\nreturn a"
ENDLESS = "import itertools\nreturn itertools.count()"
FINALLY = """
import atexit, threading
atexit.register(lambda: open("{victim}", "w").write("gone"))
"""
SHARED = """
from multiprocessing import shared_memory
shared_memory.SharedMemory(create=True, size=1 << 20)
"""
MEMFD = """
import os
os.memfd_create("kept")
"""
INOTIFY = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.inotify_init1(0) < 0: raise OSError(ctypes.get_errno(), "inotify")
"""
URING = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(425, 8, ctypes.create_string_buffer(256)) < 0:
    raise OSError(ctypes.get_errno(), "io_uring")
"""
USER = """
import os
os.setuid(1000)
"""
SLOW = """\
import time
import numpy as np
time.sleep(0.2)
globals()["n"] = globals().get("n", 0) + 1
with np.errstate(over="ignore"):
    return 1 / (1 + np.exp(-np.asarray(x, float))) if n < 8 else 0 * x"""
MANY = tuple(f"raise ValueError('note {i}: ' + 'x' * 500)" for i in range(300))

ATTACKS = (
    Attack("leases on Python's library", (LEASES, giving("0.5")), "cell 1", linux=True),
    Attack(
        "locks on Python's library",
        (LOCKS, giving("0.5")),
        "cell 1",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "notices of changes",
        (NOTICES, giving("0.5")),
        "cell 1",
        linux=True,
        reaches=QUIET,
    ),
    Attack("threads without number", (THREADS, giving("0.5")), "thread", linux=True),
    Attack("a pool of threads", (POOL, giving("0.5")), "thread", linux=True),
    Attack(
        "mine as the answer",
        ("from bpcourse import mine\n" + alone("return mine.sigmoid(x)"),),
        "sigmoid",
    ),
    Attack(
        "mine taken by its module", ("from bpcourse.mine import sigmoid",), "package"
    ),
    Attack("mine with another finder", (FIND,), "0.5 throughout"),
    Attack(
        "the worker's own answer and clock", (SWAP, giving("0.5")), "0.25 throughout"
    ),
    Attack("every answer said twice", (TWICE, giving("0.5")), "something else"),
    Attack("fewer cases than were asked", (ANY_NUMBER,), "still running"),
    Attack(
        "deaf to every signal", (STUBBORN, doing("while True: pass")), "still running"
    ),
    Attack("a clock that stands", (CLOCK, giving("0.5")), "sigmoid"),
    Attack("numpy and builtins patched", (PATCHES, giving("0.5")), "sigmoid"),
    Attack("no imports any more", (IMPORTS, giving("0.5")), "no more imports"),
    Attack("a type's name with rows in it", (doing(NAMED),), "measured"),
    Attack("an exception's name with rows in it", (doing(RAISED),), "Exception"),
    Attack(
        "a magic with a terminal's escape",
        ("%%\x1b[31m;=1+1\u202e\nx", giving("0.5")),
        "%%?",
    ),
    Attack(
        "every file number taken",
        (DESCRIPTORS, giving("0.5")),
        "Too many open",
        linux=True,
    ),
    Attack("a recursion without a floor", (RECURSION, giving("0.5")), "cell 1"),
    Attack("tracing and profiling", (EVERY_FRAME, giving("0.5")), "sigmoid"),
    Attack("warnings that are none", (WARNINGS, giving("0.5")), "sigmoid"),
    Attack("a list that holds itself", (doing(SELF),), "endless"),
    Attack("an iterator without end", (doing(ENDLESS),), "sigmoid"),
    Attack(
        "something for the end of the process",
        (FINALLY, giving("0.5")),
        "sigmoid",
        linux=True,
    ),
    Attack("shared memory", (SHARED, giving("0.5")), "cell 1", linux=True),
    Attack(
        "a file that lives in memory",
        (MEMFD, giving("0.5")),
        "cell 1",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "watching the disk",
        (INOTIFY, giving("0.5")),
        "cell 1",
        linux=True,
        reaches=QUIET,
    ),
    Attack("a ring of system calls", (URING, giving("0.5")), "cell 1", linux=True),
    Attack("another user", (USER, giving("0.5")), "cell 1", linux=True),
    Attack("three hundred notes", (*MANY, giving("0.5")), "note 0"),
    Attack(
        "a cell of eight megabytes", ("'" + "x" * (8 << 20) + "'", RIGHT), "larger", 5.0
    ),
    Attack("slow, so that it is asked once", (alone(SLOW),), "same twice"),
)
