"""The words of the checks, by id: whatever acts, acts on ids; whatever is read, stands here.

Another language is another set of these tables. `{}` places are filled by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from bpcourse.checking.plain import Odd

from .changes import CHANGES
from .errors import ERRORS
from .kinds import KINDS, SHOULD
from .names import NAMES
from .repairs import REPAIRS

OUTCOMES = {
    "passed": "passed",
    "failed": "not yet",
    "error": "error",
    "not attempted": "not attempted",
    "note": "",
}

LABELS = {  # of the rows of a verdict or a notice
    "called": "called",
    "came_back": "came back",
    "should_be": "should be",
    "measured": "measured",
    "but": "but",
    "also": "also",
    "looks_like": "looks like",
    "fits": "fits",
    "why": "why",
    "next": "next",
    "another_way": "another way",
    "note": "note",
    "read": "read",
    "hint": "hint",
    "more": "more",
    "symptoms": "symptoms",
    "code": "code",
    "because": "because",
    "think": "think",
}

HEADS = {  # what is wrong with a reply, in a few words: the headline where no name is known
    "value": "a value differs",
    "shape": "the shape differs",
    "count": "the number of results differs",
    "strange": "the result is no number",
    "nothing": "nothing is returned",
    "raises": "stops with an error",
    "raises_in_some": "stops with an error in {some} of {all} cases",
    "endless": "doesn't come to an end",
    "judged": "not what is asked for",
    "warns": "right values, one fault",
    "fault": "right values, one fault",
    "restless": "not the same twice",
    "ignores_rng": "ignores the rng it was given",
    "cases": "{all} of {all} cases",
    "points": "{points} of {possible} points so far",
    "looks_like": "looks like {name}",
}

SENTENCES = {
    "write_the_body": "Write the body of {signature}, then run the check again.",
    "warns": "NumPy warns here: {text}",
    "prints": "it prints its result and returns None; end it with `return …`",
    "none": "it returns None; does every path end in `return …`?",
    "none_here": "it returns None here; does every path end in `return …`?",
    "too_long": "it was {detail}; is there a loop that never ends?",
    "too_long_printing": "it was {detail}, and has printed all the time; printing is slow",
    "goes_on": "one result followed another, {detail}; when does it end?",
    "raises": "{error}{detail}{where}",
    "in_line": " in line {line} of your function",
    "unfit_judge": "the result is {kind}, which does not fit the task",
    "unfit_result": "the result is {kind}, and should be {want}",
    "needs_numpys": (
        "with a float of Python's, `{call}` stops: {error}: {detail}. "
        "`{name} = np.asarray({name})` in the first line helps."
    ),
    "no_diagnosis": "More can't be said: the diagnosis itself failed. ({kind})",
    "by_hand": 'Work a call as small as this one by hand, or ask `hint("{name}")`.',
    "ask_hint": '`hint("{name}")` helps; so does calling it yourself like this.',
    "ask_hint_alone": '`hint("{name}")` helps.',
    "ask_hint_long": '`hint("{name}")` helps. Call it yourself with small numbers.',
    "fits": "{names}. The numbers can't tell which.",
    "or": "{first}; or {second}",
    "and_also": "{ask} And {text}.",
    "twice": "{call}, twice",
    "another_rng": "{call}, and again with another rng",
    "differ": "the two results differ",
    "same": "the two results are the same",
    "not_written": "it calls `{name}`, whose body isn't written yet",
    "one_wrong": "{got} instead of {want}",
    "entry_wrong": "{place} is {got} instead of {want}",
    "entries_wrong": " ({count} of {size} entries differ)",
    "layer_after": "; the layer after it is right",
    "layers_after": "; the layers after it are right",
    "entry_after": "; the entry after it is right",
    "entrys_after": "; the entries after it are right",
    "is_right": "; {names} is right",
    "are_right": "; {names} are right",
    "unfit_shape": "{what} has shape {shape}, and should have {want}",
    "unfit_number": "{what} has shape {shape}, and should be {want}",
    "unfit_single": "{what} is {kind}, and should be {want}",
    "unfit_array": "{what} is one array of shape {shape}, and should be {want}",
    "unfit_count": "{what} has {count}, and should have {want}",
    "unfit_kind": "{what} is {kind}, and should be {want}",
    "unfit_rows": "{what} is {kind} of unequal rows",
    "a_number": "one number",
    "result": "{count} result",
    "results": "{count} results",
    "in_helper": "{name}, in your `{helper}`",
    "as_in": "{name}, as in `{part}`",
    "layer": "layer {number}",
    "tuple_of": "a tuple ({parts})",
    "an_array": "one array",
    "array": "an array",
    "number": "a number",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dict",
    "generator": "a generator of random numbers",
    "are": "{what} are",
    "is": "{what} is",
    "elsewhere": "in other cases: {text}",
    "holding": "{kind} with {inside} in it",
    "items": "a {name} of {count}",
    "array_of": "array of shape {shape}",
    "the_result": "the result",
    "part_of": "part {number} of ",
    "part": "part {number}",
    "of_layer": " of layer {number}",
    "item": "item {number}",
    "entry": "entry {where}",
    "both": "{names} and {last}",
}

DETAILS = {  # of the checks' own exceptions
    "TookTooLong": "still running after {detail} seconds",
    "GoesOn": "stopped after {detail} items",
}

SOME = {  # inputs that part the right cases from the wrong ones
    "axes_0": "a single number",
    "axes_1": "one axis",
    "axes_2": "two axes",
    "axes_3": "three axes",
    "one_sample": "one sample alone",
    "many_samples": "several samples",
    "layers_1": "1 layer",
    "layers_2": "2 layers",
    "layers_3": "3 layers",
    "layers_4": "4 layers",
    "layers_5": "5 layers",
    "whole": "whole numbers",
    "decimals": "decimals",
    "square": "square matrices",
    "not_square": "matrices that aren't square",
    "far": "large numbers",
    "near": "moderate ones",
    "strided": "arrays that are views (transposed, cut out)",
    "contiguous": "arrays that are no views",
}

# Slips of the pen, and what to do next for each kind of them.
SLIPS = {
    "bracket": "with a bracket missing",
    "bracket_early": "with a bracket that closes too early",
    "operator": "with {now} instead of {right}",
    "turned": "with a difference the wrong way round",
    "upside_down": "with a fraction upside down",
    "factors_swapped": "with a matrix product in the other order",
    "minus_lost": "without a minus sign",
    "no_transpose": "without a transpose",
    "no_factor": "without the factor {part}",
    "no_division": "without the division by {part}",
    "no_term": "without the term {part}",
    "no_power": "without the power {part}",
    "some_factor": "without a factor",
    "some_division": "without a division",
    "some_term": "without a term",
    "some_power": "without a power",
    "no_call": "without {part}",
    "other_name_in_part": "with {now} instead of {right} in one part",
    "other_name": "with {now} once for {right}",
    "other_call": "with {now} instead of {right}",
    "arguments_swapped": "with the arguments of {part} swapped",
    "no_option": "without {option} in {part}",
    "other_axis": "with the {part} over axis {axis}",
    "first_turn_lost": "with the loop's first turn left out",
    "last_turn_lost": "with the loop's last turn left out",
    "one_turn_only": "with the loop's first turn alone, as where `return` stands inside it",
    "turns_backwards": "with the loop run backwards",
    "other_number": "with {now} instead of {right}",
    "line_lost": "with a line left out",
    "line_twice": "with a line that is run twice",
    "lines_swapped": "with two lines in each other's place",
    "begins_anew": "with a value that starts again in every turn of the loop",
}
SLIP_ASKS = {
    "bracket": "× and ÷ go before + and −, powers before both. Which brackets say otherwise?",
    "operator": "Read your line beside what is asked for, sign by sign.",
    "count": "Count the factors and terms of what is asked for, and then those of your line.",
    "call": "What does each function do to the shape, and along which axis?",
    "number": "Read the numbers of the task once more; where does each one come from?",
    "line": "Go through your lines with pencil and paper: which values are there, turn by turn?",
    "name": "Say for each letter of the task which of your names it is.",
}
RIGHT_FORMULA = "the right formula {slip}"

COUNTS = {
    "batch": "the number of samples N",
    "freedom": "N/(N − 1), N the number of samples",
    "length": "len({name})",
    "columns": "the number of columns of {name}",
    "entries": "the number of entries of {name}",
    "over_samples": "{count} over N",
}
FACTORS = {
    "factor": "{name}",
    "complement": "1 − {name}",
    "slope": "{name}(1 − {name})",
    "slope_at": "σ'({name})",
}

QUOTING = {  # of NAMES, those that quote the answer, as all of ERRORS and REPAIRS may
    id: NAMES[id]
    for id in (
        *("warns", "method_returns_none", "calls_unwritten", "unused_argument"),
        *("a_kind", "other_kind"),
    )
}


def named(id: str, **values: object) -> tuple[str, str, str]:
    """(id, name, what to do next) of a general explanation."""
    table = next(t for t in (NAMES, ERRORS, REPAIRS, CHANGES) if id in t)
    name, ask = table[id]
    return id, name.format(**values), ask.format(**values)


def unquoted(id: str) -> tuple[str, str] | None:
    """(name, what to do next) of a general explanation that quotes the answer, with dots in
    the place of its words; None where it quotes nothing."""
    table = next((t for t in (QUOTING, ERRORS, REPAIRS) if id in t), None)
    if table is None:
        return None
    name, ask = table[id]
    return name.format_map(_Dots()), ask.format_map(_Dots())


class _Dots(dict):
    def __missing__(self, _: str) -> str:
        return "…"


def slip(id: str, kind: str, **values: object) -> tuple[str, str]:
    """(name, what to do next) of a slip of the pen."""
    return RIGHT_FORMULA.format(slip=SLIPS[id].format(**values)), SLIP_ASKS[kind]


def say(id: str, **values: object) -> str:
    """A sentence of the checks."""
    return SENTENCES[id].format(**values)


def detail(error: str | None, text: str) -> str:
    """What an exception says of itself, or the words for one of the checks' own."""
    return DETAILS[error].format(detail=text) if error in DETAILS else text


def kind(odd: Odd) -> str:
    """What a value is that isn't numbers: "a dict", "a list with a str in it"."""
    vowel = odd.kind == "type" and odd.name[:1].lower() in "aeiou"
    text = KINDS["type_vowel" if vowel else odd.kind].format(name=odd.name)
    return say("holding", kind=text, inside=kind(odd.inside)) if odd.inside else text


def should(odd: Odd, parts: Sequence[str] = ()) -> str:
    """What it should be instead: "numbers", and of results with names "a tuple (dW, db)"."""
    if odd.should == "results" and parts:
        return say("tuple_of", parts=", ".join(parts))
    return SHOULD[odd.should]
