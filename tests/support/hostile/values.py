"""Answers that lie about what they are."""

from . import Attack, alone, doing, giving

EQUAL = """
class Equal:
    shape, dtype, ndim, size = (3,), np.dtype(float), 1, 3
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __array__(self, *_, **__): return np.full(3, 0.5)
    def __array_ufunc__(self, *_, **__): return np.array(True)
    def __array_function__(self, *_, **__): return True
    def __getattr__(self, name): return self
    def __call__(self, *_, **__): return self
"""
LYING = """
class Lying(np.ndarray):
    shape = property(lambda self: (3,))
    dtype = property(lambda self: np.dtype(object))
    def __eq__(self, other): return np.array(True)
    def tobytes(self, *_): return b"\\0" * 24
    def __array_finalize__(self, other): pass
    def __reduce__(self): return (print, ("unpickled",))
"""
BOMB = """
class Bomb:
    def __reduce__(self): return (__import__("os").system, ("touch {victim}.ran",))
    def __del__(self): raise ValueError
    def __repr__(self): raise SystemExit
"""
LEAF = """
class Float(float):
    def __sub__(self, other): return 0.0
    def __eq__(self, other): return True
    def __float__(self): return 0.5
    def __pos__(self): return self
"""
TEXT = """
class Text(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash("NotImplementedError")
    def encode(self, *_): return b"{}"
"""
LIST = """
class Endless(list):
    def __iter__(self):
        while True: yield 0.5
    def __len__(self): return 3
"""
LOOP = """
loop = []
loop.append(loop)
deep = 0.5
for _ in range(100000): deep = [deep]
"""

ATTACKS = (
    Attack("an object that equals everything", (giving("Equal()", EQUAL),), "sigmoid"),
    Attack(
        "an array that lies",
        (giving("np.full(np.shape(x), 0.5).view(Lying)", LYING),),
        "not yet",
    ),
    Attack("an object that runs when unpickled", (giving("Bomb()", BOMB),), "a Bomb"),
    Attack("a float that equals everything", (giving("Float(2)", LEAF),), "not yet"),
    Attack("a text that equals everything", (giving("Text('1')", TEXT),), "not yet"),
    Attack("a list without end", (giving("Endless([0.5])", LIST),), "not yet"),
    Attack("a list in itself", (giving("loop", LOOP),), "nested list"),
    Attack("lists in lists in lists", (giving("deep", LOOP),), "nested list"),
    Attack("a generator", (giving("(v for v in x)"),), "generator"),
    Attack(
        "an endless iterator", (giving("__import__('itertools').count()"),), "count"
    ),
    Attack("a masked array", (giving("np.ma.masked_all(np.shape(x))"),), "masked"),
    Attack("objects in an array", (giving("np.array([object()])"),), "object"),
    Attack("records in an array", (giving("np.zeros(3, 'f8,f8')"),), "array of"),
    Attack("dates in an array", (giving("np.zeros(3, 'M8[s]')"),), "datetime"),
    Attack("texts in an array", (giving("np.array(['1', '2'])"),), "str"),
    Attack("a huge whole number", (giving("10 ** 5000"),), "too large"),
    Attack("a huge list", (alone("return [0.5] * 400_000"),), "far fewer"),
    Attack("a huge array", (giving("np.zeros(5_000_000)"),), "more than a million"),
    Attack(
        "a shape without end", (giving("np.broadcast_to(0.5, (1 << 40,))"),), "sigmoid"
    ),
    Attack("nothing but nan", (giving("np.asarray(x) * np.nan"),), "not yet"),
    Attack("nothing but infinity", (giving("np.asarray(x) + np.inf"),), "not yet"),
    Attack("complex numbers", (giving("np.asarray(x) * 1j + 1"),), "complex"),
    Attack("a dictionary", (giving("{'value': 0.5, 'error': None}"),), "dict"),
    Attack(
        "a function in its place", (giving("sigmoid"),), "a function (was it called?)"
    ),
    Attack("a class in its place", (giving("type('T', (), {})"),), "a function"),
    Attack("bytes of a frame", (giving("b'\\0' * 64"),), "bytes"),
    Attack("its argument", (giving("x"),), "not yet"),
    Attack("a view of changed arguments", (doing("x *= 0\nreturn x"),), "sigmoid"),
    Attack(
        "another answer each time",
        (giving("np.random.default_rng().normal(size=np.shape(x))"),),
        "not yet",
    ),
)
