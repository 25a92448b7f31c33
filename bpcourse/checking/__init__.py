"""The judge: runs an answer against an exercise and says what is wrong.

judge(call, exercise) -> Verdict          the judge itself; `call_here(f)` wraps a function
"""

from .judge import judge, judge_function
from .reply import Call, Reply, call_here
from .verdict import Notice, Verdict

__all__ = [
    "Call",
    "Notice",
    "Reply",
    "Verdict",
    "call_here",
    "judge",
    "judge_function",
]
