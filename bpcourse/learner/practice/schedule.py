"""When an item returns: FSRS with its default parameters, in the learner's own record."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from bpcourse.learner import record

KIND = "review"  # of an entry in the record


def cards() -> dict[str, Any]:
    """{item: its card, as it was after the last review}; entries that aren't whole are left out."""
    from fsrs import Card

    found: dict[str, Any] = {}
    for entry in record.entries(KIND):
        try:
            found[str(entry.data["item"])] = Card.from_dict(entry.data["card"])
        except (KeyError, TypeError, ValueError):
            continue
    return found


def review(item: str, right: bool, now: datetime | None = None) -> datetime:
    """Record an answer; gives when the item returns."""
    from fsrs import Card, Rating, Scheduler

    now = now or datetime.now(UTC)
    known = cards()
    card = known.get(item) or Card(card_id=len(known) + 1, due=now)
    if card.last_review and card.last_review > now:  # a clock that jumped back
        now = card.last_review
    rating = Rating.Good if right else Rating.Again
    scheduler = Scheduler(enable_fuzzing=False)
    card, _ = scheduler.review_card(card, rating, review_datetime=now)
    record.add(KIND, item=item, right=right, card=card.to_dict())
    return card.due


def due(now: datetime | None = None) -> list[str]:
    """The items that should return by now, the longest overdue first."""
    now = now or datetime.now(UTC)
    waiting = [(card.due, item) for item, card in cards().items() if card.due <= now]
    return [item for _, item in sorted(waiting)]


def streak(now: datetime | None = None) -> int:
    """How many days in a row, up to today or yesterday, had practice."""
    today = (now or datetime.now()).date()
    days = {d for e in record.entries(KIND) if (d := _day(e.at))}
    at = today if today in days else today - timedelta(days=1)
    count = 0
    while at in days:
        count, at = count + 1, at - timedelta(days=1)
    return count


def _day(at: float) -> Any:
    if not math.isfinite(at):
        return None
    try:
        return datetime.fromtimestamp(at).date()
    except (OverflowError, ValueError, OSError):
        return None
