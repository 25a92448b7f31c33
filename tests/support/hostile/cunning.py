"""Submissions that aim at the grader itself: its time, its memory, its trust in a reply."""

from . import NAMES, RIGHT, Attack, doing, giving
from .forgery import OWN_WORDS, PIPES

# A reply with the right number, whose parts are of kinds that nobody expects there.
REPLY = (
    PIPES
    + """
import json, struct, sys
def reply(answer, blob=b""):
    frame = sys._getframe()
    while frame and "asked" not in frame.f_locals: frame = frame.f_back
    text = json.dumps(["dict", ["id", frame.f_locals["id"]], ["answer", answer]]).encode()
    for fd, mode in pipes():
        if mode == 1: os.write(fd, struct.pack(">II", len(text), len(blob)) + text + blob)
"""
)
PAIR = '["array", "<f8", 2]'
ARRAYS = REPLY + doing(
    f'reply(["dict", ["value", 0.5], ["error", {PAIR}]], bytes(16))\nreturn 0.5'
)
WARNED = REPLY + doing(
    'reply(["dict", ["value", 0.5], ["warned", ["array", "<f8"]]], bytes(8))\nreturn 0.5'
)
CHANGED = OWN_WORDS.replace(
    "{'value': 0.5, 'error': None}",
    "{'value': 0.5, 'error': None, 'changed': ['list', 0, 77]}",
)
CELL = (
    REPLY
    + f'reply(["dict", ["left_out", {PAIR}], ["error", {PAIR}]], bytes(32))\n'
    + giving("0.5")
)
WORKER = (
    "import gc, os\nfor o in gc.get_objects():\n    if type(o).__name__ == 'Worker': {}"
)
KINDS = WORKER.format(
    f"o.found = lambda: dict.fromkeys({NAMES!r}, __import__('numpy').zeros(2))"
)
ENDS = WORKER.format("o.found = lambda: os._exit(0)")
LATER = "import os, threading\nthreading.Timer(0.3, os._exit, [3]).start()"
OTHER_WARNING = """
import warnings
class Evil(RuntimeWarning):
    def __str__(self): raise SystemExit
"""
EVIL_ARGUMENT = """
class Evil:
    def __getattribute__(self, name): raise SystemExit
    def __len__(self): raise SystemExit
"""
NEVER = """
class Never:
    def __array__(self, *_, **__):
        while True: pass
    def __iter__(self): return self
    def __next__(self): return self
"""
SHARED = """
import ctypes, mmap, os
numbers = [0]
m = mmap.mmap(-1, 4096)
m.write(b"left for the next one")
libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(248, b"user", b"key", b"value", 5, -3) < 0:
    raise OSError(ctypes.get_errno(), "no key ring")
"""

ATTACKS = (
    Attack("blank lines without end", ("\n" * 300_000,), "no cell of your own"),
    Attack(
        "blank lines before each word",
        ("\n \t" * 100_000 + "x",),
        "no cell of your own",
    ),
    Attack("empty cells without end", (RIGHT, *[""] * 30_000), "passed", 5.0),
    Attack("arrays instead of words", (ARRAYS,), "something else"),
    Attack("an array instead of a list", (WARNED,), "something else"),
    Attack("a change of what isn't there", (CHANGED,), "something else"),
    Attack("a cell that answers for itself", (CELL,), "something else"),
    Attack("kinds that are no words", (KINDS, giving("0.5")), "something else"),
    Attack("an end when all is over", (ENDS, giving("0.5")), "broke their process"),
    Attack("an end that comes later", (LATER, giving("0.5")), "sigmoid"),
    Attack("as much as may cross", (giving("[0.5] * 24_000"),), "sigmoid"),
    Attack("more than may cross", (giving("[None] * 250_000"),), "too many parts"),
    Attack(
        "a large array of truths", (giving("np.ones((900_000, 1), bool)"),), "far fewer"
    ),
    Attack(
        "arrays that spread over each other",
        (giving("[np.zeros((200_000, 1)), np.zeros((1, 200_000))]"),),
        "far fewer",
    ),
    Attack(
        "a warning that ends the process",
        (doing("warnings.warn(Evil())\nreturn 0.5", OTHER_WARNING),),
        "sigmoid",
    ),
    Attack(
        "an argument that ends the process",
        (
            doing(
                "x = x if isinstance(x, list) else [x]\nx[0] = Evil()\nreturn 0.5",
                EVIL_ARGUMENT,
            ),
        ),
        "sigmoid",
    ),
    Attack("a value that never ends", (giving("Never()", NEVER),), "sigmoid"),
    Attack("something left for the next one", (SHARED,), "cell 1 stopped", linux=True),
)
