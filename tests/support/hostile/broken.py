"""Submissions that mean well and are broken: what deserves points still gets them."""

from . import NAMES, RIGHT, Attack, giving

SIGMOID, DERIVATIVE, RELU = RIGHT.split("def ")[1:]
NUMPY, SIGMOID = "import numpy as np", "def " + SIGMOID
DERIVATIVE, RELU = "def " + DERIVATIVE, "def " + RELU
PLOT = """
import matplotlib.pyplot as plt
%matplotlib inline
from IPython.display import display, HTML
import ipywidgets as widgets
fig, (left, right) = plt.subplots(1, 2, figsize=(4, 3))
n, bins, patches = plt.hist([1, 2, 3])
left.plot(np.arange(3), label="x"); plt.show()
with plt.style.context("ggplot"): right.set_title("t")
widgets.interact(lambda k: k, k=(0, 3)); display(HTML("<b>x</b>"))
"""
COURSE = """
from bpcourse import check, hint, solution, progress, checkpoint, doctor, datasets
from bpcourse.course.lesson_01 import figures as figures
from bpcourse.course.lesson_01 import explorer as explorers
check(sigmoid); hint(sigmoid, 2); solution("sigmoid"); progress(); checkpoint("01-x", "b")
assert check(sigmoid).passed
figures.anything(3); explorers.something()
X, labels = datasets.digits(); assert X.shape == (1797, 64)
X, labels, X_held, held = datasets.split_digits(); datasets.moons(10)
"""
MAGICS = "%timeit 1 + 1\n!pip install numpy\nfiles = !ls\nsigmoid?\n" + SIGMOID

ATTACKS = (
    Attack("everything right", (RIGHT,), "passed", 5.0),
    Attack("one cell each", (NUMPY, SIGMOID, DERIVATIVE, RELU), "passed", 5.0),
    Attack("a picture and widgets", (RIGHT, PLOT), "without line 3", 5.0),
    Attack("checks and course data", (RIGHT, COURSE), "passed", 5.0),
    Attack(
        "commands of the notebook", (NUMPY, MAGICS, DERIVATIVE, RELU), "a command", 5.0
    ),
    Attack("a cell of another language", (RIGHT, "%%bash\nrm -rf /"), "%%bash", 5.0),
    Attack("a timed cell", (NUMPY, "%%time\n" + RIGHT), "passed", 5.0),
    Attack(
        "one function doesn't compile",
        (NUMPY, SIGMOID, DERIVATIVE, RELU.replace(":\n", "\n")),
        "SyntaxError",
        4.0,
    ),
    Attack(
        "a cell that ends the process",
        (RIGHT, "import os\nos._exit(1)"),
        "exit code 1",
        5.0,
    ),
    Attack(
        "definitions in a cell that hangs",
        (RIGHT + "\nwhile True: pass",),
        "only its definitions",
        5.0,
    ),
    Attack(
        "definitions in a cell that dies",
        (RIGHT + "\nimport os\nos._exit(2)",),
        "only its definitions",
        5.0,
    ),
    Attack(
        "one call hangs",
        (NUMPY, SIGMOID, DERIVATIVE, "def relu_derivative(x):\n    while True: pass"),
        "still running",
        4.0,
    ),
    Attack(
        "one call dies",
        (
            NUMPY,
            "def relu_derivative(x):\n    import os; os._exit(5)",
            SIGMOID,
            DERIVATIVE,
        ),
        "exit code 5",
        4.0,
    ),
    Attack(
        "a wrong function that another builds on",
        (NUMPY, "def sigmoid(x):\n    return x", DERIVATIVE, RELU),
        "instead of yours",
        3.0,
    ),
    Attack(
        "a missing function that another builds on",
        (NUMPY, DERIVATIVE, RELU),
        "instead of yours",
        3.0,
    ),
    Attack("an error in a cell", (RIGHT, "1 / 0"), "ZeroDivisionError", 5.0),
    Attack(
        "a library that isn't there",
        (RIGHT, "import pandas"),
        "imports pandas",
        5.0,
    ),
    Attack("defined twice", (giving("0.5"), RIGHT), "passed", 5.0),
    Attack("defined twice, wrong at last", (RIGHT, giving("0.5")), "sigmoid"),
    Attack(
        "imported over one's own",
        (RIGHT, "from bpcourse.activations import sigmoid"),
        "passed",
        5.0,
    ),
    Attack(
        "a value of the same name", (RIGHT, "sigmoid = sigmoid(1.0)"), "passed", 3.0
    ),
    Attack("only a value of that name", ("sigmoid = 3",), "a value"),
    Attack(
        "stubs",
        tuple(f"def {n}(x):\n    raise NotImplementedError" for n in NAMES),
        "Write the body",
    ),
    Attack("nothing at all", (), "no cell of your own"),
    Attack("only blanks", ("", "  \n", "# nothing"), "no cell of your own"),
    Attack("a null character", ("x = '\0'", RIGHT), "passed", 5.0),
    Attack("half of a surrogate pair", ("x = '\ud800'", RIGHT), "passed", 5.0),
    Attack("brackets without end", ("(" * 100_000, RIGHT), "passed", 5.0),
    Attack(
        "a line without end", ("x = [" + "1," * 200_000 + "]", RIGHT), "passed", 5.0
    ),
    Attack("a thousand cells", (RIGHT, *["x = 1"] * 1000), "passed", 5.0),
    Attack(
        "tabs and blanks mixed",
        ("if 1:\n\tx = 1\n        y = 2", RIGHT),
        "TabError",
        5.0,
    ),
    Attack(
        "too many arguments",
        tuple(f"def {n}(x, y):\n    return x" for n in NAMES),
        "TypeError",
    ),
    Attack("a class instead", ("class sigmoid: pass",), "sigmoid"),
    Attack(
        "lambdas",
        (RIGHT, "sigmoid = (lambda f: lambda x: f(x))(sigmoid)"),
        "passed",
        5.0,
    ),
    Attack(
        "waits at the top",
        ("import asyncio\nawait asyncio.sleep(0)", RIGHT),
        "passed",
        5.0,
    ),
)
