"""Run in the browser's Python by test_live: all references, and a part of the mistakes."""

import json

from bpcourse.checking.judge import judge_function
from bpcourse.course import all_exercises


def faults(most: int) -> list[list[str]]:
    """What went wrong, with `most` mistakes of every exercise tried."""
    found = []
    for name, exercise in all_exercises().items():
        verdict = judge_function(exercise.reference, exercise)
        if not verdict.passed:
            found.append([name, "reference", str(verdict)])
        for mistake in exercise.mistakes[:most]:
            verdict = judge_function(mistake.function, exercise)
            if verdict.passed or verdict.mistake != mistake.id:
                found.append([name, mistake.id, str(verdict)])
    return found


json.dumps({"exercises": len(all_exercises()), "faults": faults(MOST)})  # noqa: F821
