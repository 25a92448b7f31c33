"""The judge: runs an answer against an exercise and says what is wrong.

judge(call, exercise) -> Verdict          the judge itself; `call_here(f)` wraps a function
check, hint, solution, checkpoint         what a learner calls
"""

from .judge import judge, judge_function
from .notebook import check, checkpoint, hint, solution
from .reply import Call, Reply, call_here
from .verdict import Notice, Verdict

__all__ = [
    "Call",
    "Notice",
    "Reply",
    "Verdict",
    "call_here",
    "check",
    "checkpoint",
    "hint",
    "judge",
    "judge_function",
    "solution",
]
