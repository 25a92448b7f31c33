"""The words of the learner's room, by id: another language is another such table."""

from __future__ import annotations

SENTENCES = {
    # ---- check, hint, solution, checkpoint
    "nothing": "nothing to check",
    "name_it": "Name your function: check(sigmoid).",
    "which": "which exercise is this?",
    "name_too": 'Name the exercise as well: check(f, "sigmoid").',
    "as_text": 'Name an exercise as a text: "sigmoid".',
    "a_value": "that is a value, not a function",
    "a_name": "that is a name, not a function",
    "without_brackets": (
        "Check the function itself, without brackets behind it: check(sigmoid)."
    ),
    "itself_brackets": "check wants the function itself: check({name}), without brackets.",
    "itself_quotes": "check wants the function itself: check({name}), without quotes.",
    "no_exercise": "there is no exercise called {name}",
    "other_name": '{text} For a function of another name: check(f, "sigmoid").',
    "hint": "{name}: hint {stage} of {all}",
    "again": "hint({name}) again for the next one",
    "solve": 'solution("{name}") shows one way to write it',
    "no_hint": "{name}: no hint for “{text}”",
    "no_symptoms": "none for this exercise",
    "opens_after": (
        "It opens once the check passes, or after the {left} hints you haven't seen."
    ),
    "opens_after_one": (
        "It opens once the check passes, or after the last hint you haven't seen."
    ),
    "not_yet": "{name}: not yet",
    "one_way": "{name}: one way to write it",
    "which_question": "which question is this?",
    "first_its_name": (
        'First the question\'s name, then your answer: checkpoint("01-steepest", "a").'
    ),
    "no_question": "no such question",
    # ---- questions
    "question": "question {place}",
    "click": (
        "Run this cell and click your answer ({letters}), or write it into the "
        'cell, as in checkpoint("{place}", "a"). Commit before you read on.'
    ),
    "type": (
        "Run this cell and type your answer, or write it into the cell, as in "
        'checkpoint("{place}", {example}). Commit before you read on.'
    ),
    "unread": "{answer} can't be read. Asked for: {form}.",
    "no_letter": "{answer} isn't one of the letters {letters}.",
    "one_number": "One number is asked for.",
    "other_sign": "The size is right. Look at the sign again.",
    "nearly": "Nearly, but not to the digits asked for: {form}.",
    # ---- what is kept
    "not_kept": "it counts as passed, and isn't kept for mine.{name}{why}.",
    "unsaved": (
        "it can't be kept in {place}: {why}. mine.{name} is yours until this "
        "notebook closes; check it again later."
    ),
    "yours_now": "mine.{name} is yours now: {file}",
    "was_damaged": "{file} was damaged; it lies beside the new one as {aside}.",
    "unreadable": (
        "{file} can't be read ({why}); the course's own pieces stand in for it."
    ),
    "piece": "piece",
    "whose": "whose",
    "yours": "yours",
    "the_courses": "the course's",
    # ---- why a function can't stand outside its notebook
    "stops_outside": "outside this notebook its cell stops with {kind}: {fault}",
    "another_outside": (
        "outside this notebook it isn't the same function: it holds a value that has "
        "changed since its cell ran; hand that value in as an argument"
    ),
    "holds_nameless": "it holds a value without a name: write a `def` of its own for it",
    "uses_notebook": (
        "it uses the notebook itself: take its lines with % or ! out of the function"
    ),
    "as_delivered": "this cell stands as it was delivered: write your own",
    "needs_beside": (
        "it needs {module}.py, which lies beside this notebook: write what it "
        "needs into a cell"
    ),
    "not_python": "it isn't written in Python: write a `def` of its own for it",
    "courses_own": "it is the course's own function: write yours",
    "only_here": (
        "it uses {name}, which only this notebook holds: hand it in as an argument, or make "
        "it inside the function"
    ),
    "not_found": "its text isn't found in this notebook: run its cell again",
    # ---- progress
    "passed_of": "{passed} of {all}",
    "bar": "lesson {number}: {passed} of {all} passed",
    "all_passed": "Every exercise is passed.",
    "next_exercise": "Next: {name}, in lesson {lesson}.",
    "practised_day": "Practice: {due} due, 1 day in a row.",
    "practised_days": "Practice: {due} due, {days} days in a row.",
    "exported": "{count} attempts written to {file}",
    "no_record": (
        "{file} can't be used as your record ({why}); put it right, or set "
        "BPCOURSE_PROGRESS to another file"
    ),
    "no_home": "there is no home for your record ({why}); set BPCOURSE_PROGRESS to a file",
    "no_progress": "Your progress can't be kept: {why}. The lesson goes on without.",
    # ---- practice
    "nothing_yet": "Nothing to practise yet: it begins when a first check has passed.",
    "your_answer": "your answer (an empty line ends): ",
    "to_go": "[{count} to go] {prompt}",
    "sitting": "{right} of {answered} right. What was wrong comes back soon.",
    "field": "a number or a word",
    "answer": "Answer",
    "onward": "Next",
    "right": "✓ right · {text}",
    "wrong": "✗ not yet · {text} It comes back.",
    "program": "A program for {signature}:",
    "what_is_wrong": "What is wrong?",
    "named": "{name}. {why}",
    "it_is": "It is {name}. {see}",
    "choose": "Choose one of the letters {letters}.",
    "type_a_number": "A number is asked: 0.25, say.",
    "derive": (
        "{formulas}, at {numbers}. What is the slope of E with respect to "
        "{parameter}? Three digits are enough."
    ),
    "opposite": "The sign is the opposite one.",
    "no_factor": "The factor {name} is missing.",
    # ---- doctor
    "python": "Python",
    "packages": "packages",
    "plots": "plots",
    "record": "your progress",
    "folder": "this folder",
    "kernel": "kernel",
    "widgets": "widgets",
    "ok": "ok",
    "no_kernel": "this isn't a notebook's kernel; open the lesson in JupyterLab",
    "too_old": "Python {version} or newer is needed; start the course with another",
    "missing": "missing: {names}; pip install {packages}",
    "cant_save": "you can't save here; open the course with `bpcourse lab --dir FOLDER`",
    "move_me": "move me",
    "unmoved": (
        "widgets: move the slider. No slider here, or no answer? Restart the kernel and reload "
        "the page; if that doesn't help, start the course with <code>bpcourse lab</code>."
    ),
    "heard": "widgets: ✓ ok, the kernel has heard {number}",
    "a_slider": "Here stands a slider, in a notebook that runs.",
    # ---- commands
    "no_function": "{file} has no function with the name of an exercise",
    "file_lacks": "{file} has no {name}",
    "passed": "{passed} of {all} passed",
    "stopped": "part {number}: {kind}: {fault}",
    "no_text": "{file} isn't a text",
    "no_notebook": "{file} isn't a notebook",
    "no_port": "{port} is no port; choose one from 1024 to 65535.",
    "port_in_use": "Port {port} is in use. Choose another, or leave --port out.",
    "no_free_port": "No port from {first} to {last} is free. Name one: --port N",
    "pictures_later": "Stored pictures are shown after a run: {file}: {why}",
    "beside": "You changed {own}; its new version lies beside it: {new}",
    "workspace": "Workspace: {folder}",
    "no_browser": (
        "No browser can be opened from here: open the address below in one of yours."
    ),
    "no_workspace": (
        "The workspace {folder} can't be used: {why}. "
        "Name another folder: bpcourse lab --dir FOLDER"
    ),
    "exported_mine": "{count} functions in {folder}; its README.md says more",
    "nothing_yours": "nothing is yours yet: what passes a check is kept, and goes along",
    "not_empty": "{folder} isn't empty: name a new folder",
}


def say(id: str, **values: object) -> str:
    """A sentence of the learner's room."""
    return SENTENCES[id].format(**values)
