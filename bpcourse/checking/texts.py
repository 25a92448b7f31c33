"""The words of the checks, by id: whatever acts, acts on ids; whatever is read, stands here.

Another language is another set of these tables. `{}` places are filled by name.
"""

from __future__ import annotations

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
    "points": "{points:.1f} of {possible} points so far",
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
    "raises": "{error}{detail}{where}",
    "in_line": " in line {line} of your function",
    "unfit_judge": "the result is {kind}, which does not fit the task",
    "no_diagnosis": "More can't be said: the diagnosis itself failed. ({kind})",
    "by_hand": 'Work this call by hand, or ask `hint("{name}")`.',
    "ask_hint": '`hint("{name}")` helps; so does calling it yourself like this.',
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
    "an_array": "one array",
    "are": "{what} are",
    "is": "{what} is",
    "elsewhere": "in other cases: {text}",
}

# The names that the checks give by themselves: id -> (completes "looks like …", what to do next).
# Their ids are "general:<id>", so that no exercise's own id is taken.
NAMES = {
    # ---- conduct
    "changes_argument": (
        "your function changed its argument {which}; the caller still needs it",
        "Write the result into a new array, or work on a copy ({copy}).",
    ),
    "changes_arguments": (
        "your function changed its arguments {which}; the caller still needs them",
        "Write the results into new arrays, or work on a copy ({copy}).",
    ),
    "changes_list": (
        "your function changed its argument {which}; the caller still needs it",
        "A copy of the list holds the same arrays. Make new ones ({which} = [a.copy() for a "
        "in {which}]), or replace `-=` by an entry of its own: `{which}[l] = {which}[l] - …`.",
    ),
    "changes_lists": (
        "your function changed its arguments {which}; the caller still needs them",
        "A copy of a list holds the same arrays. Make new ones ([a.copy() for a in {first}]), "
        "or replace `-=` by an entry of its own: `{first}[l] = {first}[l] - …`.",
    ),
    "changes_start": (
        "your function changed its argument {which}; the caller still needs it",
        "`-=` changes the array itself. `{which} = {which} - …` makes a new one, for a single "
        "number too.",
    ),
    "warns": (
        "NumPy warns here: {text}",
        "Which step leaves the range of floats, and is its result still the right one?",
    ),
    "not_repeatable": (
        "the two results differ",
        "What does your function remember from one call to the next, or draw anew?",
    ),
    "own_random": (
        "the two results differ",
        "Draw every random number from the `rng` that you are given: `rng.random`, not "
        "`np.random`.",
    ),
    "ignores_rng": (
        "the two results are the same",
        "Draw every random number from the rng that you are given.",
    ),
    # ---- nothing comes back, or something strange
    "prints": (
        "printing instead of `return`",
        "Let the last line hand the result back: `return …`.",
    ),
    "no_return": (
        "work without a `return`: the function gives None",
        "Which value is the result? Let the last line hand it back: `return …`.",
    ),
    "method_returns_none": (
        "the result of `{method}`, which changes its list in place and gives None",
        "Call `{method}` in a line of its own, and return the list in the next.",
    ),
    "a_path_without_return": (
        "a path through the function that ends without `return`",
        "For which input is no `return` reached?",
    ),
    "unfinished": (
        "`raise NotImplementedError`, which still stands above your lines",
        "Delete the line `raise NotImplementedError`; nothing below it is run.",
    ),
    "calls_unwritten": (
        "a call of `{name}`, whose body isn't written yet",
        "Write `{name}` first, and run its cell.",
    ),
    "yields": (
        "`yield` instead of `return`: a generator comes back",
        "Replace `yield` by `return`, after the loop if you collect several values.",
    ),
    "async": (
        "`async def`: a coroutine comes back, and nothing has been computed",
        "Write `def` instead of `async def`.",
    ),
    "a_function": (
        "a function instead of its value",
        "Call it: put the arguments in brackets behind it.",
    ),
    "a_kind": (
        "{kind}, where numbers are asked for",
        "What does your last line return? Return the numbers alone.",
    ),
    # ---- exceptions
    "arity": (
        "other arguments than the task's",
        "The check calls {signature}: give your function these arguments, in this order.",
    ),
    "truth_value": (
        "`if`, `while`, `and` or `max` for a whole array",
        "An array has many truth values, and `if` asks for one. np.where chooses entry by "
        "entry; for conditions there are & and |.",
    ),
    "math_function": (
        "a function of `math`, which takes one number",
        "NumPy has the same functions for whole arrays: np.exp, np.log, np.sqrt.",
    ),
    "float_of_array": (
        "float(…) or int(…) of a whole array",
        "Which line makes one number of an array? Leave it an array.",
    ),
    "unpacking": (
        "names for a fixed number of parts, where the number changes",
        "How many parts are there in this call? A loop takes any number of them.",
    ),
    "axis_of_batch": (
        "an axis that a single sample doesn't have",
        "One sample has axis 0 alone. axis=-1 is the last axis, for one sample and for many.",
    ),
    "unknown_name": (
        "the name `{name}`, which no line has made",
        "Is it spelt as where it is made, and made before it is read?",
    ),
    "misspelt": (
        "the name `{name}`, which no line has made",
        "Is `{near}` meant?",
    ),
    "lost_function": (
        "the name `{name}`, which this kernel doesn't know",
        "Run the cell of `{name}` (again).",
    ),
    "read_too_early": (
        "the name `{name}`, read before a line has made it",
        "Which line makes it, and does that line come first, in every case?",
    ),
    "no_such_function": (
        "`{name}`, which that module doesn't have",
        "Is `{near}` meant?",
    ),
    "none_used": (
        "None in a calculation",
        "Which of the functions that you call returns nothing?",
    ),
    "list_arithmetic": (
        "a list in a calculation",
        "Lists don't subtract or multiply entry by entry; np.array(…) does.",
    ),
    "whole_in_place": (
        "a calculation in place on an array of whole numbers",
        "The result has decimals, and the array can't hold them. Make it one of floats first.",
    ),
    "math_overflow": (
        "a function of `math`, which stops with an error where NumPy gives inf",
        "For which inputs does it stop? np.exp goes on, with a warning that np.errstate takes.",
    ),
    "math_domain": (
        "a logarithm or root of `math` outside of its range",
        "Which input is 0 or below there? NumPy gives −inf or nan, and goes on.",
    ),
    "division_by_zero": (
        "a division by 0",
        "Which input makes the denominator 0, and what is asked for there?",
    ),
    "recursion": (
        "a function that calls itself without an end",
        "Which call ends the chain of calls?",
    ),
    "shapes": (
        "two shapes that don't fit",
        "Print the shapes of both operands before that line; which should they have?",
    ),
    "index": (
        "an index that isn't there",
        "How long is it, and which index does the last turn of the loop use?",
    ),
    "needs_an_axis": (
        "an answer for arrays, where a single number comes in",
        "A number has no axis: no length, no index, no loop. NumPy's functions take both.",
    ),
    "too_large": (
        "an array too large for the memory",
        "Print the shapes: which line makes an array that is far larger than its inputs?",
    ),
    "endless": (
        "a loop that doesn't end",
        "What has to change in every turn so that the loop ends?",
    ),
    # ---- what the numbers tell
    "all_zero": (
        "zeros throughout",
        "It is the same whatever is asked. Which line should hand the numbers on?",
    ),
    "all_the_same": (
        "{number} throughout",
        "It is the same whatever is asked. Which line should hand the numbers on?",
    ),
    "bracket_of_zero": (
        "{number} throughout",
        "Is a bracket missing? × goes before + and −, so a * 1 - a is 0.",
    ),
    "wrong_shape": (
        "the right numbers in another shape",
        "Which axis is too much, or lost? Print the shape after every line.",
    ),
    "handed_back": (
        "{which} as it came in, unchanged",
        "Which line should have made something new of it?",
    ),
    "handed_back_all": (
        "{which} as they came in, unchanged",
        "Which line should have made something new of it?",
    ),
    "no_number": (
        "no number throughout: nan or inf",
        "Which step divides 0 by 0, takes log 0, or leaves the range of floats?",
    ),
    "not_finite": (
        "right values but for some numbers, where it gives nan or inf",
        "Which step leaves the range of floats, or divides 0 by 0, or takes log 0?",
    ),
    "nearly": (
        "the right result, to about {digits} digits only",
        "Is something rounded, measured with a step, or kept from 0 by a small number?",
    ),
    # ---- what part is right
    "right_for_some": (
        "right for {good}, and not for {bad}",
        "What is different for {bad}? Go through your lines with such an input.",
    ),
    "result_count": (
        "{got}, where {want} asked for",
        "Count what stands behind `return`, and what the docstring promises.",
    ),
    "one_number": (
        "one number, where shape {want} is asked for",
        "Which line adds up or averages what should stay apart?",
    ),
    "array_of_one": (
        "an array of shape {got}, where one number is asked for",
        "An array of one number is still an array. Which line should make a number of it?",
    ),
    "other_shape": (
        "a result of shape {got}, where {want} is asked for",
        "Print the shape after every line: from where on is it another?",
    ),
    "unused_argument": (
        "the argument `{name}`, which no line uses as it comes in",
        "What is `{name}` for, and in which line does it belong?",
    ),
    "rounded": (
        "the right result, rounded to {digits} places",
        "Leave rounding to whoever prints it.",
    ),
    "returns_in_loop": (
        "`return` inside the loop (line {line}), which ends it in the first turn",
        "Which line should be run once, after all turns?",
    ),
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

# Faults that lie where a small edit of the answer mends it. {part}: the learner's own text.
REPAIRS = {
    "operation": (
        "`{other}` in `{part}`, where another operation belongs",
        "Read line {line} beside the formula, sign by sign.",
    ),
    "turned": (
        "`{part}` the wrong way round",
        "Which of the two comes first in the formula? Look at line {line}.",
    ),
    "bracket": (
        "brackets that are missing or too many in `{part}`",
        "Powers go before × and ÷, and these before + and −. What does line {line} do first?",
    ),
    "minus_extra": (
        "a minus sign too many: `{part}`",
        "Follow the sign through each line, up to line {line}.",
    ),
    "minus_missing": (
        "a sign that is turned, at `{part}`",
        "Follow the sign through each line, up to line {line}.",
    ),
    "factor_extra": (
        "a factor too many: `{part}`",
        "Count the factors of the formula, and then those of line {line}.",
    ),
    "division_extra": (
        "a division too many, by `{part}`",
        "Does the formula divide by `{part}`? Look at line {line}.",
    ),
    "term_extra": (
        "a term too many: `{part}`",
        "Count the terms of the formula, and then those of line {line}.",
    ),
    "power_extra": (
        "a power too many: `** {part}`",
        "Is this to be squared? Look at line {line}.",
    ),
    "factor_missing": (
        "a missing factor at `{part}`",
        "Count the factors of the formula, and then those of line {line}.",
    ),
    "term_missing": (
        "a missing term at `{part}`",
        "Count the terms of the formula, and then those of line {line}.",
    ),
    "constant_missing": (
        "a missing 2 or ½ at `{part}`",
        "Which constant of the formula doesn't stand in line {line}?",
    ),
    "power_missing": (
        "a missing square or root at `{part}`",
        "Is a power or a root of this asked for? Look at line {line}.",
    ),
    "mean_missing": (
        "no division by len({other}) at `{part}`",
        "Is a mean asked for, and which line divides by the number of samples?",
    ),
    "mean_extra": (
        "a division by len({other}) too many at `{part}`",
        "Is each quantity divided by the number of samples once, or not at all?",
    ),
    "complement": (
        "`{part}` where 1 minus it belongs, or the other way round",
        "Which of the two shares does the formula ask for in line {line}?",
    ),
    "transpose_extra": (
        "a transpose too many: `{part}`",
        "Write the shape of each factor of line {line} beside it.",
    ),
    "transpose_missing": (
        "a missing transpose at `{part}`",
        "Write the shape of each factor of line {line} beside it: over which axis is the sum?",
    ),
    "comparison": (
        "another comparison than the right one in `{part}`",
        "What happens in line {line} just below, just above, and where both are equal?",
    ),
    "branches": (
        "two branches in each other's place, after `{part}`",
        "Which of the two belongs to a condition that is true? Look at line {line}.",
    ),
    "call_extra": (
        "`{part}` in line {line}, where the formula has nothing of the kind",
        "What does `{part}` do to the numbers, and is that asked for?",
    ),
    "function": (
        "`{part}` where another function belongs",
        "What is asked for: a sum or a mean, the largest or the least? Look at line {line}.",
    ),
    "arguments": (
        "two arguments in each other's place, in `{part}`",
        "In which order does this function take them? Look at line {line}.",
    ),
    "axis": (
        "the wrong axis in `{part}`",
        "Print the shape before and after line {line}: which axis has gone?",
    ),
    "axis_missing": (
        "`{part}` over everything, where one axis is meant",
        "One number for all, or one for each row? Print the shape after line {line}.",
    ),
    "axis_extra": (
        "`{part}` along one axis, where everything is meant",
        "How many numbers should come out of line {line}?",
    ),
    "keepdims_missing": (
        "`{part}` without keepdims",
        "Print the shapes in line {line}: is there a column for each row to be divided by?",
    ),
    "keepdims_extra": (
        "`{part}` with keepdims, which keeps an axis too many",
        "Print the shape after line {line}, and compare it with the one that is asked for.",
    ),
    "option_extra": (
        "`{other}` in `{part}`",
        "What does `{other}` change in line {line}, and is that asked for?",
    ),
    "whole": (
        "an array of whole numbers in `{part}`, which cuts decimals off",
        "Of what type is the array that line {line} makes, where whole numbers come in?",
    ),
    "range": (
        "a loop that starts or ends at the wrong place: `{part}`",
        "Write down the first and the last turn of the loop in line {line}.",
    ),
    "direction": (
        "a loop that runs the wrong way: `{part}`",
        "Which turn needs what another one has found? Look at line {line}.",
    ),
    "subscript": (
        "another place than the right one: `{part}`",
        "Count from 0: which entry does `{part}` in line {line} take?",
    ),
    "number": (
        "the number `{part}` in line {line}",
        "Where does this number come from, and is it the formula's?",
    ),
    "own_number": (
        "a fixed number, `{part}`, where the caller's argument belongs",
        "Which of your arguments isn't used? Look at line {line}.",
    ),
    "name": (
        "`{part}` in line {line}, where another of your values belongs",
        "Say for each letter of the formula which of your names it is.",
    ),
    "gathered_wrongly": (
        "a step the wrong way: `{part}`",
        "Should line {line} add or take away, multiply or divide?",
    ),
    "gathers": (
        "`{part}`, which adds to what is there already",
        "Should every turn add to it in line {line}, or set it anew?",
    ),
    "overwrites": (
        "`{part}`, which replaces what is there already",
        "Should line {line} replace the value, or add to it?",
    ),
    "condition": (
        "a condition too many: `{part}`",
        "For which inputs is line {line} skipped, and should it be?",
    ),
    "condition_turned": (
        "a condition the wrong way round: `{part}`",
        "When should the lines below line {line} be run?",
    ),
    "order": (
        "results in another order: `{part}`",
        "In which order does the docstring ask for them?",
    ),
    "result_extra": (
        "more than is asked for: `{part}`",
        "Which of these does the docstring ask for?",
    ),
    "list_turned": (
        "the right results in reverse order",
        "Which comes first in the docstring, and which in your list?",
    ),
    "too_deep": (
        "brackets too many round the result `{part}`",
        "How many brackets are round the value that the docstring asks for?",
    ),
    "too_flat": (
        "a result without the list that is asked for round it",
        "Does the docstring ask for a list, even of one?",
    ),
    "axis_too_many": (
        "an axis too many in the result `{part}`",
        "Print the shape of the result, and compare it with the one that is asked for.",
    ),
    "line_extra": (
        "a line too many: `{part}`",
        "What would change without line {line}?",
    ),
    "lines_swapped": (
        "two lines in the wrong order, at `{part}`",
        "Which values does line {line} read: those before the line above it, or after?",
    ),
    "return_in_loop": (
        "`return` inside the loop (line {line}), which ends it in the first turn",
        "Which line should be run once, after all turns?",
    ),
    "line_in_loop": (
        "a line inside the loop that belongs behind it: `{part}`",
        "How often should line {line} be run?",
    ),
    "begins_anew": (
        "a value that begins anew in every turn: `{part}`",
        "How often should line {line} be run?",
    ),
    "line_after_loop": (
        "a line behind the loop that belongs inside: `{part}`",
        "How often should line {line} be run?",
    ),
    "line_before_loop": (
        "a line in front of the loop that belongs inside: `{part}`",
        "Which turns need a new value of line {line}?",
    ),
    "as_it_came": (
        "`{part}` used as it came in: whole numbers cut decimals off, and changes stay",
        "What happens in your lines to an array of whole numbers, and to the caller's own?",
    ),
    "shallow": (
        "arrays of the list `{part}` that are changed where they are",
        "A copy of a list holds the same arrays. Which line changes one of them?",
    ),
}


# Changes of the right result, of the arguments, or two at once.
CHANGES = {
    "sign": (
        "the right result with the opposite sign",
        "Follow the sign through each line: where is it turned?",
    ),
    "factor_2": (
        "twice the right result",
        "Which constant of the formula is missing, or there twice?",
    ),
    "factor_0.5": (
        "half the right result",
        "Which constant of the formula is missing, or there twice?",
    ),
    "factor_4": (
        "four times the right result",
        "Which constant of the formula is missing, or there twice?",
    ),
    "factor_0.25": (
        "a quarter of the right result",
        "Which constant of the formula is missing, or there twice?",
    ),
    "count_extra": (
        "the right result times {count}",
        "Is {count} divided out exactly once, where the task asks for a mean?",
    ),
    "count_missing": (
        "the right result divided by {count}",
        "Is {count} divided out exactly once, where the task asks for a mean?",
    ),
    "transposed": (
        "the transpose of the right result",
        "Write the shape of each factor beside it: which order gives the shape that"
        " is asked?",
    ),
    "reversed": (
        "the right results in reverse order",
        "In which order does the docstring ask for them?",
    ),
    "swapped_pairs": (
        "the right pairs, each in the other order",
        "Which of the two comes first in each pair?",
    ),
    "mask_inverted": (
        "the right result with its mask inverted (1 where 0 belongs, and 0 where 1 "
        "belongs)",
        "Which entries should pass the gradient on, and which block it?",
    ),
    "absolute": (
        "the absolute value of the right result",
        "Which step loses the sign?",
    ),
    "squared": (
        "the square of the right result",
        "Which step squares, and should it?",
    ),
    "truncated": (
        "the right result without its decimals",
        "Is there an array of whole numbers, or a //, that cuts the decimals off?",
    ),
    "one_more": (
        "the right result plus 1",
        "Which 1 is there once too often?",
    ),
    "one_less": (
        "the right result minus 1",
        "Which 1 is forgotten, or taken off twice?",
    ),
    "complement_of_result": (
        "1 minus the right result",
        "Which of the two shares is asked for?",
    ),
    "inverse": (
        "1 over the right result",
        "Which of the two stands above the line?",
    ),
    "flipped": (
        "the right entries in reverse order",
        "From which end does the loop go?",
    ),
    "regrouped": (
        "the right results, grouped the other way round",
        "Write the value that is asked for as brackets in brackets: what is in what?",
    ),
    "one_list": (
        "the right results in one long list",
        "Write the value that is asked for as brackets in brackets: what is in what?",
    ),
    "last_lost": (
        "the right results, without the last one",
        "Count the results: which are there?",
    ),
    "rows_last_lost": (
        "the right numbers, without the last one",
        "Where does the loop start and end?",
    ),
    "first_lost": (
        "the right results, without the first one",
        "Count the results: which are there?",
    ),
    "rows_first_lost": (
        "the right numbers, without the first one",
        "Where does the loop start and end?",
    ),
    "last_alone": (
        "the right results, the last one alone",
        "Count the results: which are there?",
    ),
    "rows_last_alone": (
        "the right numbers, the last one alone",
        "Where does the loop start and end?",
    ),
    "first_alone": (
        "the right results, the first one alone",
        "Count the results: which are there?",
    ),
    "rows_first_alone": (
        "the right numbers, the first one alone",
        "Where does the loop start and end?",
    ),
    "first_zero": (
        "the right result with a 0 in the first place",
        "Where does the loop start and end?",
    ),
    "last_zero": (
        "the right result with a 0 in the last place",
        "Where does the loop start and end?",
    ),
    "same_throughout": (
        "the last result in every place: one array, entered again and again",
        "Is a new array made for each turn, or is the same one changed and entered "
        "again?",
    ),
    "other_order": (
        "the right results in another order: {now}",
        "The order that is asked for is {asked}.",
    ),
    "sum_over_0": (
        "the sum of the right result over the samples (axis 0)",
        "Does this sum belong in the formula? Ask what one entry depends on.",
    ),
    "sum_over_0_spread": (
        "the sum of the right result over the samples (axis 0), the same number for all",
        "Does this sum belong in the formula? Ask what one entry depends on.",
    ),
    "mean_over_0": (
        "the mean of the right result over the samples (axis 0)",
        "Does this mean belong in the formula? Ask what one entry depends on.",
    ),
    "mean_over_0_spread": (
        "the mean of the right result over the samples (axis 0), the same number "
        "for all",
        "Does this mean belong in the formula? Ask what one entry depends on.",
    ),
    "sum_over_-1": (
        "the sum of the right result over the last axis",
        "Does this sum belong in the formula? Ask what one entry depends on.",
    ),
    "sum_over_-1_spread": (
        "the sum of the right result over the last axis, the same number for all",
        "Does this sum belong in the formula? Ask what one entry depends on.",
    ),
    "mean_over_-1": (
        "the mean of the right result over the last axis",
        "Does this mean belong in the formula? Ask what one entry depends on.",
    ),
    "mean_over_-1_spread": (
        "the mean of the right result over the last axis, the same number for all",
        "Does this mean belong in the formula? Ask what one entry depends on.",
    ),
    "sum_over_all": (
        "the sum of the right result over all entries",
        "Does this sum belong in the formula? Ask what one entry depends on.",
    ),
    "sum_over_all_spread": (
        "the sum of the right result over all entries, the same number for all",
        "Does this sum belong in the formula? Ask what one entry depends on.",
    ),
    "mean_over_all": (
        "the mean of the right result over all entries",
        "Does this mean belong in the formula? Ask what one entry depends on.",
    ),
    "mean_over_all_spread": (
        "the mean of the right result over all entries, the same number for all",
        "Does this mean belong in the formula? Ask what one entry depends on.",
    ),
    "diagonal": (
        "the diagonal of the right result alone",
        "Which entries beside the diagonal are asked for?",
    ),
    "negated_argument": (
        "the right formula with −{name} instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "activated_argument": (
        "the right formula with σ({name}) instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "unactivated_argument": (
        "the right formula with z instead of {name} = σ(z)",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "sloped_argument": (
        "the right formula with σ'({name}) instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "transposed_argument": (
        "the right formula with {name} transposed",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "zero_argument": (
        "the right formula with 0 instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "one_argument": (
        "the right formula with 1 instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "doubled_argument": (
        "the right formula with twice {name} instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "halved_argument": (
        "the right formula with half of {name} instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "squared_argument": (
        "the right formula with {name} squared",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "absolute_argument": (
        "the right formula with the absolute value of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "complement_argument": (
        "the right formula with 1 − {name} instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "inverse_argument": (
        "the right formula with 1/{name} instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "averaged_argument": (
        "the right formula with the mean over the samples instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "plus_one_argument": (
        "the right formula with {name} + 1 instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "minus_one_argument": (
        "the right formula with {name} − 1 instead of {name}",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "reversed_argument": (
        "the right formula with {name} in reverse order",
        "Compare this argument with what is asked for: which quantity belongs here?",
    ),
    "nothing_moved": (
        "no step at all: nothing has moved",
        "Which line makes the new value, and is that value what you return?",
    ),
    "swapped": (
        "the right formula with {first} and {second} in each other's place",
        "Read the task once more, letter by letter: which of the two comes first?",
    ),
    "first_sample": (
        "the right formula over the first sample alone",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "last_sample": (
        "the right formula over the last sample alone",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "without_last_sample": (
        "the right formula over every sample but the last",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "without_first_sample": (
        "the right formula over every sample but the first",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "first_entry": (
        "the right formula over the first entry alone",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "last_entry": (
        "the right formula over the last entry alone",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "without_last_entry": (
        "the right formula over every entry but the last",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "without_first_entry": (
        "the right formula over every entry but the first",
        "Which of them do your lines reach, and what is kept of each?",
    ),
    "extra_factor": (
        "the right result times {factor}: one factor too many",
        "Count the factors of the chain rule: one for each step of the path.",
    ),
    "missing_factor": (
        "the right result divided by {factor}: one factor lost, or a division too many",
        "Count the factors of the chain rule: one for each step of the path.",
    ),
    "two_at_once": (
        "two things at once: {first}, and {second}",
        "{ask} {second_ask}",
    ),
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
    "begins_anew": "with a value that begins anew in every turn of the loop",
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


def named(id: str, **values: object) -> tuple[str, str, str]:
    """(id, name, what to do next) of a general explanation."""
    table = next(t for t in (NAMES, REPAIRS, CHANGES) if id in t)
    name, ask = table[id]
    return id, name.format(**values), ask.format(**values)


def slip(id: str, kind: str, **values: object) -> tuple[str, str]:
    """(name, what to do next) of a slip of the pen."""
    return RIGHT_FORMULA.format(slip=SLIPS[id].format(**values)), SLIP_ASKS[kind]


def say(id: str, **values: object) -> str:
    """A sentence of the checks."""
    return SENTENCES[id].format(**values)
