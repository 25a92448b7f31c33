"""What a submission finds instead of bpcourse, matplotlib and Jupyter.

Checks and pictures do nothing; the package's own functions are withheld, but for those of
earlier lessons that an exercise builds on. A cell that imports them or draws runs on.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from bpcourse import MATHEMATICS

DRAWING = ("matplotlib", "mpl_toolkits", "seaborn", "plotly")
JUPYTER = ("IPython", "ipywidgets", "ipykernel", "jupyter", "nbformat")
HARMLESS = ("drawing", "widgets")  # of bpcourse; nothing in them is an answer
PICTURES = re.compile(r"course(\.lesson_\d\d(\.(figures|explorer))?)?")  # of lessons
NO_OPS = ("check", "hint", "solution", "checkpoint", "progress", "doctor", "practice")
OURS = "_bpcourse_"


class Harmless:
    """Anything may be asked of it; nothing happens, and what comes back is the same."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __getitem__(self, _: Any) -> Any:
        return self

    def __iter__(self) -> Any:
        return iter([self] * _unpacked(sys._getframe(1)))

    def __enter__(self) -> Any:
        return self

    def __setitem__(self, *_: Any) -> None: ...
    def __exit__(self, *_: Any) -> None: ...
    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0

    def __repr__(self) -> str:
        return ""

    def __format__(self, _: str) -> str:
        return ""

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __call__
    __truediv__ = __rtruediv__ = __pow__ = __neg__ = __matmul__ = __call__
    __lt__ = __le__ = __gt__ = __ge__ = __call__


def _unpacked(frame: FrameType) -> int:
    """How many values `a, b = harmless` wants; 0 for a loop."""
    import dis

    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if dis.opname[code[at]] == "UNPACK_SEQUENCE" else 0


class Unusable:
    """It can be imported; a class that is made of it is made without it."""

    def __mro_entries__(self, _: Any) -> tuple[()]:
        return ()


class Withheld(Unusable):
    """One of the package's own functions: it can be imported, and not used."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise ImportError(
            f"{self.path} isn't there while grading; an answer is your own code"
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Withheld(f"{self.path}.{name}")


def marked(function: Any) -> Any:
    """A given function, known as no answer."""
    setattr(function, OURS, True)
    return function


def is_ours(value: Any) -> bool:
    """Whether a value stands in for something that the worker hasn't."""
    kinds = (Withheld, Harmless, Absent, Late)
    return isinstance(value, kinds) or getattr(value, OURS, None) is True


class NotThere(ImportError):
    """A package was used that isn't there."""


class Absent(Unusable):
    """A name of a package that isn't there: it can be imported, and not used."""

    def __init__(self, path: str) -> None:
        self.__dict__["path"] = path

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise NotThere(f"{self.path} isn't there while grading: NumPy is")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(f"{self.path}.{name}")


def _through(items: Any = (), *_: Any, **__: Any) -> Any:
    """`tqdm`: what it is given."""
    return items


BARS: dict[str, Any] = {
    "tqdm": _through,
    "trange": lambda *args, **_: range(*args),
}


def absent(statement: Any, space: dict[str, Any], why: str) -> None:
    """Bind the names of an import that failed. statement: an `ast` import of one module."""
    if isinstance(statement, ast.Import):
        (alias,) = statement.names
        name = alias.asname or alias.name.partition(".")[0]
        space[name] = _stand_in(
            alias.name.partition(".")[0] if not alias.asname else alias.name
        )
        return
    for alias in statement.names:
        path = f"{statement.module or ''}.{alias.name}".strip(".")
        space[alias.asname or alias.name] = _stand_in(path)


def _stand_in(path: str) -> Any:
    root, _, last = path.rpartition(".")
    if path.partition(".")[0] == "tqdm":
        return BARS.get(last) or BARS["tqdm"]
    return Absent(path)


def usual() -> dict[str, Any]:
    """What notebooks of the course bring along, should the cell with the imports be gone."""
    names = ("get_ipython", "display", "plt", "figures", "explorer", *NO_OPS)
    return {"np": np, "numpy": np, **dict.fromkeys(names, Harmless())}


class Late:
    """`mine.NAME`: looked up when it is called, since the answer may come later."""

    def __init__(self, name: str, find: Callable[[str], Any]) -> None:
        self.__name__, self._find = name, find

    def __call__(self, *args: Any, **more: Any) -> Any:
        function = self._find(self.__name__)
        if function is None:
            raise ImportError(f"mine.{self.__name__}: it isn't in this file")
        return function(*args, **more)


class _Mine(ModuleType):
    """`bpcourse.mine`, without a learner's folder: the submission's own functions."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        super().__init__("bpcourse.mine")
        self.__dict__["_find"] = find

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return Harmless() if name == "whose" else Late(name, self._find)


class _Module(ModuleType):
    """A module that makes its members when they are asked for."""

    def __init__(self, name: str, given: dict[str, Any]) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self.__dict__["_given"] = given

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _member(self.__name__, name, self._given)


def _member(module: str, name: str, given: dict[str, Any]) -> Any:
    root, _, rest = module.partition(".")
    if root != "bpcourse" or rest.partition(".")[0] in HARMLESS:
        return Harmless()
    if rest.endswith((".figures", ".explorer")):
        return Harmless()
    if PICTURES.fullmatch(rest):
        raise AttributeError(f"{module}.{name} isn't there while grading")
    path = f"{rest}.{name}".lstrip(".")
    if path in given:
        return given[path]
    if not rest and name in NO_OPS:
        return Harmless()
    if not rest and name == "mine":
        return sys.modules["bpcourse.mine"]
    if not rest and name in (*MATHEMATICS, *HARMLESS, "datasets"):
        return __import__(f"bpcourse.{name}", fromlist=["*"])
    return Withheld(f"{module}.{name}")


class _Finder(MetaPathFinder, Loader):
    """Makes stand-ins for every module of the packages that have one."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        root, _, rest = name.partition(".")
        if root not in ("bpcourse", *DRAWING, *JUPYTER):
            return None
        first = rest.partition(".")[0]
        allowed = first in (*MATHEMATICS, *HARMLESS) or PICTURES.fullmatch(rest)
        if root == "bpcourse" and rest and not allowed:
            raise ModuleNotFoundError(f"{name} isn't there while grading", name=name)
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name, self.given)

    def exec_module(self, module: ModuleType) -> None: ...


_kept: dict[str, ModuleType] = {}


def keep_only() -> None:
    """Load the data sets, and take the build of bpcourse off the import path for good."""
    from bpcourse import datasets

    datasets._digits = _blank_digits  # type: ignore[assignment]
    sys.meta_path[:] = [f for f in sys.meta_path if type(f).__name__ != "Sources"]
    for name in [n for n in sys.modules if n.partition(".")[0] == "bpcourse"]:
        _kept[name] = sys.modules.pop(name)


def _blank_digits() -> tuple[np.ndarray, np.ndarray]:
    """In the shape of the digits, and not the digits: held-out ones are in there."""
    rng = np.random.default_rng(0)
    return rng.integers(0, 17, (1797, 64)) / 16, rng.integers(0, 10, 1797)


def install(given: dict[str, Any], mine: Callable[[str], Any]) -> None:
    """Stand-ins for this submission. given: "layer.layer_output" -> function. mine: gives
    the function that `mine.NAME` means, or None."""
    sys.meta_path.insert(0, _Finder(given))
    sys.modules["bpcourse.mine"] = _Mine(mine)
    sys.modules["bpcourse.datasets"] = _kept["bpcourse.datasets"]
