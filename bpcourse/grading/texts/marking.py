"""What is said of a submission while it is marked: to its learner, and to the instructor."""

from __future__ import annotations

SENTENCES = {
    # ---- an exercise
    "and": " and ",
    "judged_with": "judged with a right {names} instead of yours",
    "seen_with": "seen with a right {names} instead of yours",
    "spent": "the file had used up its {seconds:g} seconds",
    "spent_before": "the file had used up its {seconds:g} seconds before this was run",
    "uses_package": "{name} uses a package that isn't there while grading",
    "a_value": "{name} is a value, not a function",
    "packages_own": "it is the package's own function; an answer is your own code",
    "defining_cell": "cell {number}, which defines it, {what}",
    "skipped": "was skipped",
    "undefined": "no cell of your own defines {name}",
    "make_code": "a text cell has `def {name}`: make it a code cell",
    "text_cell": "{name} stands in a text cell",
    "defined_inside": "cell {number} defines {name} inside something else",
    "to_the_edge": "move it to the left edge of a cell of its own",
    "stands_inside": "{name} stands inside something else, a class or a %% cell",
    "rename": "`{near}` looks like your `{name}`: rename it",
    "looks_like": "{near} looks like {name}",
    # ---- a cell
    "cell": "cell {number} {what}",
    "skipped_large": "was skipped: it is larger than {size} MB",
    "skipped_magic": "was skipped: it begins with {line}",
    "only_definitions": "was stopped, and only its definitions kept: {why}",
    "cell_stopped": "stopped: {what}",
    "cell_stopped_in": "stopped in line {line}: {what}",
    "without_line": "was run without line {line}, a command of the notebook",
    "imports": (
        "cell {number} imports {name}, which isn't there while grading; "
        "what doesn't use it isn't touched by that"
    ),
    "left_behind": "what the cells left behind broke their process: {why}",
    # ---- how a process ended
    "was_stopped": "{name} was stopped: {why}",
    "ran_longer": "it ran longer than {seconds:g} seconds",
    "forged": "it sent something else than what it was asked for",
    "killed": "its process was killed",
    "exited": "it ended the whole process (exit code {number})",
    "segmentation_fault": "it crashed Python (a segmentation fault)",
    "processor_time": "it used up its processor time",
    "not_allowed": "it asked the system for what it may not have",
    "crashed": "it crashed Python (signal {number})",
    # ---- a file
    "nothing_found": "no lesson in its name, and no exercise's function in it",
    "changed": "it was changed while the class was graded; grade it again",
    "brought_down": "the grader was brought down by it, twice",
    "grader_failed": "the grader failed on it: {fault}",
    "server_ended": "the graders' server was ended from outside, twice",
    # ---- graders
    "server_gone": "the graders' server was gone",
    "server_is_gone": "the graders' server is gone",
    "no_server": "the graders' server doesn't start: {why}",
    "no_worker": "a worker doesn't start: {why}",
    "no_answer": "a worker doesn't answer: {why}",
    "no_graders": "the graders can't be started: {why}",
    "own_process": (
        "It runs in a process of its own, which holds no answer and is ended afterwards."
    ),
    "stopped_late": "A cell or call that runs too long is stopped.",
    "read_files": "read any file but Python's and NumPy's own",
    "write_files": "write, change or delete any file",
    "start_processes": "start a process",
    "use_network": "use the network",
    "send_signals": "send a signal to a process",
    "use_memory": "use more than {size} MB of memory",
    "cant": "It can't {what}.",
    "could": "could {what}",
    "no_containment": (
        "on this system a submission can't be kept from harm: it {gaps}. "
        "`--uncontained` grades all the same"
    ),
    # ---- a cluster
    "other_version": (
        "the cluster's workers have another version of the course; install the same one"
    ),
    "needs_dask": "--scheduler needs Dask: {how}",
    "no_scheduler": "no Dask scheduler answers there",
    "no_workers": "the cluster has no worker",
    "lost_workers": "the cluster has lost all its workers; what was graded is kept",
}
