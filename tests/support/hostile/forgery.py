"""Submissions that turn against the worker: patched libraries, forged replies, key hunting."""

from . import NAMES, Attack, alone, doing, giving

PATCHED = """
import numpy as np, math, builtins
for module in (np, np.testing, np.linalg, math):
    for name in ("allclose", "isclose", "array_equal", "assert_allclose", "all", "abs"):
        if hasattr(module, name): setattr(module, name, lambda *_, **__: True)
for name in ("abs", "all", "isinstance", "len", "repr", "type"):
    setattr(builtins, name, lambda *_, **__: True)
"""
FAKE = """
import sys, types
fake = types.ModuleType("numpy")
fake.__getattr__ = lambda name: (lambda *_, **__: True)
sys.modules["numpy"] = sys.modules["numpy._core"] = fake
"""
HOOK = """
import builtins
real = builtins.__import__
builtins.__import__ = lambda name, *rest: real("math") if "numpy" in name else real(name, *rest)
"""
PIPES = """
import os
def pipes():
    import fcntl
    found = []
    for fd in range(3, 64):
        try: found.append((fd, fcntl.fcntl(fd, fcntl.F_GETFL) & 3))
        except OSError: pass
    return found
"""
JUNK = (
    PIPES + "for fd, mode in pipes():\n    mode == 1 and os.write(fd, b'\\xff' * 4096)"
)
GUESS = (
    PIPES
    + """
import json, struct
text = json.dumps(["dict", ["id", "0" * 16], ["answer", ["dict", ["value", 0.5]]]]).encode()
for fd, mode in pipes():
    if mode == 1: os.write(fd, struct.pack(">II", len(text), 0) + text)
"""
)
WRITER = (
    PIPES
    + """
import threading
def flood():
    while True:
        for fd, mode in pipes():
            if mode == 1: os.write(fd, b"[1]" * 1000)
threading.Thread(target=flood, daemon=True).start()
"""
)
STEAL = PIPES + alone(
    "for fd, mode in pipes():\n    if mode == 0: os.read(fd, 100000)\nreturn 0.5"
)
CLOSE = PIPES + "for fd, mode in pipes():\n    os.close(fd)"
HUGE = PIPES + (
    "for fd, mode in pipes():\n"
    "    if mode == 1: os.write(fd, b'\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff')"
)
OWN_WORDS = (
    PIPES
    + """
import json, struct, sys
def answer(values):
    frame = sys._getframe()
    while frame and "asked" not in frame.f_locals: frame = frame.f_back
    id = frame.f_locals.get("id") if frame else "?"
    pairs = [[k, v] for k, v in values.items()]
    text = json.dumps(["dict", ["id", id], ["answer", ["dict", *pairs]]]).encode()
    for fd, mode in pipes():
        if mode == 1: os.write(fd, struct.pack(">II", len(text), 0) + text)
"""
    + doing("answer({'value': 0.5, 'error': None})\nreturn 0.5")
)
PASSED = OWN_WORDS.replace(
    "{'value': 0.5, 'error': None}",
    "{'outcome': 'passed', 'score': 1.0, 'passed': True}",
)
FOUND = """
import gc, sys
for o in gc.get_objects():
    if type(o).__name__ == "Worker":
        o.found = lambda: {"sigmoid": "function", "relu_derivative": "function"}
        o.call = lambda *_, **__: {"value": 0.5, "error": None, "score": 1.0}
"""
RUN = """
import gc, types
for o in gc.get_objects():
    if isinstance(o, types.ModuleType) and o.__name__.endswith(".reply"):
        o.run = lambda function, case, rules: o.Reply(value=True)
        o.plain = lambda value: value
"""
EVAL = PIPES + doing(
    "import json, struct\n"
    "text = json.dumps(['formula', '0: __import__(\"os\").system(\"touch {victim}\")', ['dict']])\n"
    "data = text.encode()\n"
    "for fd, mode in pipes():\n"
    "    if mode == 1: os.write(fd, struct.pack('>II', len(data), 0) + data)\n"
    "return 0.5"
)
PACKAGE = (
    "from bpcourse.activations import sigmoid, sigmoid_derivative, relu_derivative"
)
INSIDE = "from bpcourse import activations, layer\n" + "\n".join(
    f"def {name}(x):\n    return activations.{name}(x)" for name in NAMES
)
WALKING = """
import os, sys, importlib.util
found = None
for folder, _, names in os.walk("/"):
    if "lesson_01.py" in names:
        path = os.path.join(folder, "lesson_01.py")
        spec = importlib.util.spec_from_file_location("key", path)
        found = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(found)
        break
""" + "\n".join(f"{name} = found.{name}" for name in NAMES)
PATHS = """
import sys, glob
for path in glob.glob("/*/*/lib/python*/site-packages") + ["{package}", "{package}/.."]:
    sys.path.insert(0, path)
sys.meta_path[:] = [f for f in sys.meta_path if "Finder" in repr(f) and "_Finder" not in repr(f)]
for name in list(sys.modules):
    if name.startswith("bpcourse"): del sys.modules[name]
from bpcourse.activations import sigmoid, sigmoid_derivative, relu_derivative
"""
SOURCE = (
    "exec(open('{package}/activations.py').read().replace('from .', 'from bpcourse.'))"
)
HUNT = "import gc, types\n" + "\n".join(
    f"{name} = next(f for f in gc.get_objects() if isinstance(f, types.FunctionType)"
    f" and f.__name__ == {name!r})"
    for name in NAMES
)
FRAMES = doing(
    "import sys\nframe = sys._getframe()\n"
    "while frame:\n"
    "    for word in ('want', 'expected', 'reference'):\n"
    "        if word in frame.f_locals: return frame.f_locals[word]\n"
    "    frame = frame.f_back\n"
    "raise LookupError('no key in any frame')"
)
MODULES = doing(
    "import sys\nfor module in list(sys.modules.values()):\n"
    "    known = getattr(module, '_kept', {})\n"
    "    for other in known.values():\n"
    "        if hasattr(other, 'sigmoid'): return other.sigmoid(x)\n"
    "raise LookupError('no key in any module')"
)
MEMORY = """
import os
for process in os.listdir("/proc"):
    if process.isdigit():
        with open(f"/proc/{process}/mem", "rb+") as memory: memory.write(b"0")
"""
SIBLINGS = (
    "import os\nfor p in os.listdir('/proc'):\n    open(f'/proc/{p}/environ').read()"
)
OTHERS = "exec(open('{victim}').read())"
NEEDED = (
    "from bpcourse.layer import layer_output, weight_gradient\n"
    "from bpcourse.neuron import neuron_delta\n" + giving("layer_output(x, x, 0)")
)

ATTACKS = (
    Attack("comparisons patched", (PATCHED, giving("0.5")), "sigmoid"),
    Attack("another numpy", (FAKE, giving("0.5")), "sigmoid"),
    Attack("a hook on imports", (HOOK, giving("0.5")), "sigmoid"),
    Attack("junk on the pipe", (JUNK, giving("0.5")), "something else"),
    Attack("an answer before it is asked", (GUESS, giving("0.5")), "something else"),
    Attack("a thread that floods the pipe", (WRITER, giving("0.5")), "new thread"),
    Attack("requests stolen", (STEAL,), "sigmoid"),
    Attack("pipes closed", (CLOSE, giving("0.5")), "process"),
    Attack("a reply of four gigabytes", (HUGE, giving("0.5")), "something else"),
    Attack("a reply of its own words", (OWN_WORDS,), "sigmoid"),
    Attack("a verdict of its own", (PASSED,), "sigmoid"),
    Attack("the worker's methods replaced", (FOUND, giving("0.5")), "sigmoid"),
    Attack("the worker's runner replaced", (RUN, giving("0.5")), "sigmoid"),
    Attack("a formula to be evaluated", (EVAL,), "something else"),
    Attack("the package's functions", (PACKAGE,), "your own code"),
    Attack("the package's functions, called", (INSIDE,), "isn't there while grading"),
    Attack(
        "functions given for another lesson", (NEEDED,), "isn't there while grading"
    ),
    Attack(
        "the exercises imported", ("from bpcourse.course import exercise",), "cell 1"
    ),
    Attack("the judge imported", ("import bpcourse.checking.judge",), "cell 1"),
    Attack("the grader imported", ("import bpcourse.grading.grader",), "cell 1"),
    Attack("the disk searched for the key", (WALKING,), "cell 1", linux=True),
    Attack("import paths hunted", (PATHS,), "cell 1", linux=True),
    Attack("the package's source read", (SOURCE,), "Permission", linux=True),
    Attack("objects searched for the key", (HUNT,), "StopIteration"),
    Attack("frames searched for the key", (FRAMES,), "no key in any frame"),
    Attack("modules searched for the key", (MODULES,), "no key in any module"),
    Attack("the grader's memory written to", (MEMORY,), "Permission", linux=True),
    Attack("other processes read", (SIBLINGS,), "Permission", linux=True),
    Attack("another's answers read", (OTHERS,), "Permission", linux=True),
)
