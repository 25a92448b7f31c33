"""Changes of the right result or of the arguments, by id."""

from __future__ import annotations

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
