"""What an answer gave that isn't numbers, and what it should be, by id."""

from __future__ import annotations

KINDS = {
    "named": "{name}",
    "type": "a {name}",
    "type_vowel": "an {name}",
    "array": "an array of {name}",
    "generator": "a generator",
    "coroutine": "a coroutine",
    "function": "a function (was it called?)",
    "endless": "an endless or endlessly nested list",
    "too_large": "a number too large for a float",
    "masked": "a masked array",
    "large_array": "an array of more than a million entries",
    "half": "an array of {name}, which keeps three digits",
    "many": "{name} numbers",
}
SHOULD = {
    "numbers": "numbers",
    "plain_array": "a plain one",
    "small_array": "a small one",
    "float64": "one of float64",
    "function": "a function",
    "results": "a list or a generator of results",
    "names": "a list of names",
    "table": "a dict from names to numbers",
    "fewer": "far fewer",
}
