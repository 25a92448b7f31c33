"""Submissions that turn against the worker: patched libraries, forged replies, key hunting."""

from . import ANSWERS, NAMES, POINTS, QUIET, Attack, alone, doing, giving

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
        o.call = lambda *_, **__: {"value": 0.25, "error": None, "score": 1.0}
"""
RUN = """
import sys
frame = sys._getframe()
while not hasattr(frame.f_globals.get("reply"), "Reply"): frame = frame.f_back
reply = frame.f_globals["reply"]
reply.run = lambda function, case, rules: reply.Reply(value=0.25)
"""
EVAL = PIPES + doing(
    "import json, struct\n"
    'code = \'x=__import__("os").system("touch {victim}.ran"): x\'\n'
    "data = json.dumps(['formula', code, ['dict']]).encode()\n"
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
WALKING = f"""
import ast, os
import numpy as np
for folder, _, files in os.walk("{{package}}"):
    for name in {NAMES!r}:
        if os.path.basename(folder) == "lesson_01" and name + ".py" in files:
            tree = ast.parse(open(os.path.join(folder, name + ".py")).read())
            tree.body = [n for n in tree.body if getattr(n, "name", "") == name]
            exec(compile(tree, name, "exec"))
if "sigmoid" not in globals(): raise LookupError("no key on the disk")
"""
PATHS = """
import sys, glob
for path in glob.glob("/*/*/lib/python*/site-packages") + ["{package}", "{package}/.."]:
    sys.path.insert(0, path)
sys.meta_path[:] = [f for f in sys.meta_path if "Finder" in repr(f) and "_Finder" not in repr(f)]
for name in list(sys.modules):
    if name.startswith("bpcourse"): del sys.modules[name]
from bpcourse.activations import sigmoid, sigmoid_derivative, relu_derivative
"""
SOURCE = """
import re
for name in ("arrays", "activations"):
    text = open("{package}/" + name + ".py").read()
    exec(re.sub(r"^from bpcourse[^(\\n]*([(][^)]*[)])?$", "", text, flags=re.M))
"""
HUNT = "import gc, types\n" + "\n".join(
    f"{name} = next(f for f in gc.get_objects() if isinstance(f, types.FunctionType)"
    f" and f.__name__ == {name!r})"
    for name in NAMES
)
FRAMES = doing(
    "import sys\nframe = sys._getframe()\n"
    "while frame:\n"
    "    for one in list(frame.f_locals.values()):\n"
    "        if hasattr(one, 'reference'): return one.reference(x)\n"
    "    frame = frame.f_back\n"
    "raise LookupError('no key in any frame')"
)
MODULES = "import sys, types\n" + "\n".join(
    f"def {name}(x):\n"
    "    for module in list(sys.modules.values()):\n"
    "        for value in list(vars(module).values()):\n"
    "            for one in value.values() if type(value) is dict else [value]:\n"
    "                ours = str(getattr(one, '__module__', '')).startswith('bpcourse')\n"
    "                if ours and isinstance(one, types.FunctionType):\n"
    f"                    if one.__name__ == {name!r}: return one(x)\n"
    "    raise LookupError('no key in any module')"
    for name in NAMES
)
MEMORY = """
import os
for process in os.listdir("/proc"):
    if process.isdigit():
        with open(f"/proc/{process}/mem", "rb+") as memory: memory.write(b"0")
"""
SIBLINGS = (
    "import os\nos.listdir('/proc')\nopen(f'/proc/{os.getppid()}/environ').read()"
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
    Attack("the worker's methods replaced", (FOUND, giving("0.5")), "0.25 throughout"),
    Attack("the worker's runner replaced", (RUN, giving("0.5")), "0.25 throughout"),
    Attack("a formula to be evaluated", (EVAL,), "something else"),
    Attack("the package's functions", (PACKAGE,), "your own code", reaches=ANSWERS),
    Attack(
        "the package's functions, called",
        (INSIDE,),
        "isn't there while grading",
        reaches=ANSWERS,
    ),
    Attack(
        "functions given for another lesson", (NEEDED,), "isn't there while grading"
    ),
    Attack(
        "the exercises imported", ("from bpcourse.course import exercise",), "cell 1"
    ),
    Attack("the judge imported", ("import bpcourse.checking.judge",), "cell 1"),
    Attack("the grader imported", ("import bpcourse.grading.grader",), "cell 1"),
    Attack(
        "the disk searched for the key",
        (WALKING,),
        "no key on the disk",
        linux=True,
        reaches=POINTS,
    ),
    Attack("import paths hunted", (PATHS,), "cell 1", linux=True, reaches=POINTS),
    Attack(
        "the package's source read", (SOURCE,), "Permission", linux=True, reaches=POINTS
    ),
    Attack("objects searched for the key", (HUNT,), "StopIteration", reaches=ANSWERS),
    Attack(
        "frames searched for the key", (FRAMES,), "no key in any frame", reaches=ANSWERS
    ),
    Attack(
        "modules searched for the key",
        (MODULES,),
        "no key in any module",
        reaches=ANSWERS,
    ),
    Attack("the grader's memory written to", (MEMORY,), "Permission", linux=True),
    Attack(
        "other processes read", (SIBLINGS,), "Permission", linux=True, reaches=QUIET
    ),
    Attack(
        "another's answers read", (OTHERS,), "Permission", linux=True, reaches=POINTS
    ),
)
