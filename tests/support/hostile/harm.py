"""Submissions that do harm: processes, signals, loops, memory, floods, sockets."""

from . import QUIET, Attack, alone, doing, giving

STAY = alone(
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
)
C = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
CHECKED = "import ctypes, os\ndef ok(r):\n    if r < 0: raise OSError(ctypes.get_errno(), 'no')\n"
CALL = C + CHECKED
DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
"""
HANDLERS = """
import signal
for number in range(1, 60):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
"""
ATEXIT = "import atexit, os, time\natexit.register(time.sleep, 600)"
THREADS = """
import threading, time
class Loop(threading.Thread):
    def run(self):
        while True: time.sleep(0.01)
for _ in range(20): Loop(daemon=False).start()
"""
MANY = """
from threading import Thread
from time import sleep
while True: Thread(target=sleep, args=(600,)).start()
"""
SEGV = C + "libc.memset(8, 1, 100)"
DEEP = "import sys\nsys.setrecursionlimit(10 ** 8)\ndef f(n): return [f(n + 1)]\nf(0)"
TRACE = """
import sys, time
def trace(frame, event, argument):
    if frame.f_code.co_name == "run": frame.f_locals["function"] = lambda *_: 0.25
    return trace
sys.settrace(trace); sys.setprofile(trace)
"""
REGEX = alone("import re\nreturn re.match(r'(a+)+$', 'a' * 60 + 'b')")
TRICKLE = alone("import time\ntime.sleep(600)")
NATIVE = alone("return (lambda n: n ** n)(10 ** 8)")

ATTACKS = (
    Attack(
        "forks without end",
        ("import os\nwhile True: os.fork()",),
        "Permission",
        linux=True,
    ),
    Attack("a daemon", (DAEMON, giving("0.5")), "Permission", linux=True),
    Attack("a shell", ("import os\nassert os.system('sleep 600') == 0",), "cell 1"),
    Attack(
        "a subprocess",
        ("import subprocess\nsubprocess.run(['sleep', '600'])",),
        "cell 1",
    ),
    Attack(
        "multiprocessing",
        (
            "import multiprocessing as m\nm.get_context('fork').Process(target=print).start()",
        ),
        "cell 1",
        linux=True,
    ),
    Attack(
        "another program",
        ("import os\nos.execv('/bin/sh', ['sh', '-c', 'sleep 600'])",),
        "cell 1",
        linux=True,
    ),
    Attack(
        "a spawned program",
        ("import os\nos.posix_spawn('/bin/sleep', ['sleep', '600'], {})",),
        "cell 1",
        linux=True,
    ),
    Attack(
        "everybody killed", ("import os\nos.kill(-1, 9)",), "Permission", linux=True
    ),
    Attack(
        "its parent killed",
        ("import os\nos.kill(os.getppid(), 9)",),
        "Permission",
        linux=True,
    ),
    Attack("itself killed", ("import os, signal\nos.kill(os.getpid(), 9)",), "cell 1"),
    Attack(
        "its parent traced",
        (CALL + "ok(libc.ptrace(16, os.getppid(), 0, 0))",),
        "PermissionError",
        linux=True,
    ),
    Attack(
        "limits of its parent",
        ("import resource, os\nresource.prlimit(os.getppid(), 0, (0, 0))",),
        "Permission",
        linux=True,
    ),
    Attack(
        "limits lifted",
        ("import resource as r\nr.setrlimit(r.RLIMIT_AS, (-1, -1))",),
        "cell 1",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "a signal through a pipe",
        ("import fcntl, os\nfcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, os.getppid())",),
        "Permission",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "its bond with the parent cut",
        (CALL + "ok(libc.prctl(1, 0, 0, 0, 0))",),
        "PermissionError",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "a new namespace",
        (CALL + "ok(libc.unshare(0x10000000))",),
        "PermissionError",
        linux=True,
    ),
    Attack(
        "a mount",
        (CALL + "ok(libc.mount(b'none', b'/', b'tmpfs', 0, 0))",),
        "PermissionError",
        linux=True,
    ),
    Attack(
        "a call of another machine",
        (CALL + "ok(libc.syscall(0x40000000 + 57))",),
        "OSError",
        linux=True,
    ),
    Attack(
        "a file in memory",
        ("import os\nos.memfd_create('x')",),
        "Permission",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "memory that is shared",
        (CALL + "ok(libc.shmget(0, 1 << 30, 0o1666))",),
        "PermissionError",
        linux=True,
    ),
    Attack("signals ignored", (HANDLERS, STAY), "still running"),
    Attack("a loop that nothing stops", (STAY,), "still running"),
    Attack("a loop in a cell", ("while True: pass",), "ran longer than"),
    Attack(
        "a cell that nothing stops",
        (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        ),
        "ran longer than",
    ),
    Attack("sleep", (TRICKLE,), "still running"),
    Attack("sleep in a cell", ("import time\ntime.sleep(600)",), "ran longer than"),
    Attack("a regular expression without end", (REGEX,), "still running"),
    Attack("a number without end", (NATIVE,), "still running"),
    Attack(
        "a deadlock",
        ("import threading\nl = threading.Lock()\nl.acquire(); l.acquire()",),
        "ran longer than",
    ),
    Attack(
        "work at the exit",
        (ATEXIT, "import sys\nsys.exit()", giving("0.5")),
        "SystemExit",
    ),
    Attack("threads that go on", (THREADS, giving("0.5")), "sigmoid"),
    Attack("threads without end", (MANY, giving("0.5")), "cell 1"),
    Attack("an exit of the process", ("import os\nos._exit(0)",), "exit code 0"),
    Attack("an exit in a call", (doing("import os\nos._exit(3)"),), "exit code 3"),
    Attack(
        "an exit of Python in a call", (doing("import sys\nsys.exit(0)"),), "SystemExit"
    ),
    Attack(
        "an interrupt",
        ("raise KeyboardInterrupt", doing("raise KeyboardInterrupt")),
        "KeyboardInterrupt",
    ),
    Attack("an abort", ("import os\nos.abort()",), "cell 1"),
    Attack("a crash", (SEGV,), "crashed"),
    Attack(
        "a crash in a call", (doing("import ctypes\nctypes.string_at(0)"),), "crashed"
    ),
    Attack("recursion without end", (doing("return sigmoid(x)"),), "RecursionError"),
    Attack("recursion past the limit", (DEEP,), "cell 1"),
    Attack("memory in a cell", ("x = bytearray(1 << 40)",), "MemoryError"),
    Attack(
        "memory bit by bit",
        ("x = []\nwhile True: x.append(bytearray(1 << 24))",),
        "MemoryError",
        linux=True,
    ),
    Attack(
        "memory in a call",
        (doing("return [np.zeros(1 << 24) for _ in range(1 << 10)]"),),
        "emory",
        linux=True,
    ),
    Attack("a flood of print", ("while True: print('x' * 1000)",), "ran longer than"),
    Attack(
        "a flood of bytes",
        ("import os\nwhile True: os.write(1, b'x' * 65536)",),
        "ran longer than",
    ),
    Attack(
        "a flood in a call",
        (doing("for _ in range(10 ** 4): print('x' * 1000)"),),
        "print",
    ),
    Attack(
        "a flood of warnings",
        (
            doing(
                "from warnings import warn\n"
                "for i in range(10 ** 4): warn(str(i), RuntimeWarning)\nreturn 0.5"
            ),
        ),
        "sigmoid",
    ),
    Attack(
        "a socket",
        ("import socket\nsocket.create_connection(('127.0.0.1', 1))",),
        "cell 1",
    ),
    Attack(
        "a server",
        ("import socket\nsocket.create_server(('127.0.0.1', 0))",),
        "Permission",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "a socket of the machine",
        ("import socket\nsocket.socket(socket.AF_UNIX)",),
        "Permission",
        linux=True,
        reaches=QUIET,
    ),
    Attack(
        "a name looked up",
        ("import socket\nsocket.gethostbyname('example.org')",),
        "cell 1",
    ),
    Attack("tracing", (TRACE, giving("0.5")), "0.25 throughout"),
    Attack(
        "a question to the teacher",
        ("name = input('name?')", giving("0.5")),
        "asks for input",
    ),
    Attack(
        "counted calls", (doing("n.append(1)\nreturn len(n)", "n = []"),), "sigmoid"
    ),
)
