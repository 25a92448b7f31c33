"""A page for each learner: points, and for every exercise what its verdict says."""

from __future__ import annotations

from html import escape

from bpcourse.checking.texts import OUTCOMES
from bpcourse.checking.verdict import CODE, MARKS, Row, label
from bpcourse.course import all_exercises
from bpcourse.grading.sections import section_of
from bpcourse.grading.standings import Standing
from bpcourse.grading.texts import REASONS, say

from .marks import Mark, Marks, joined, lesson_title, number
from .pages import page, prose, table


def feedback_page(marks: Marks, learner: str) -> str:
    """One learner's page."""
    total, possible = number(marks.total(learner)), number(marks.total_for(learner))
    parts = [
        f"<h1>{say('feedback_for', name=escape(learner))}</h1>",
        f"<p><strong>{say('of_points', points=total, possible=possible)}</strong></p>",
        _overview(marks, learner),
    ]
    parts += [_lesson(marks, learner, lesson) for lesson in marks.lessons]
    parts += _leftovers(marks, learner)
    return page(say("feedback_for", name=learner), "\n".join(parts))


def _overview(marks: Marks, learner: str) -> str:
    rows = []
    for lesson in marks.lessons:
        points = marks.points(learner, lesson)
        title = escape(lesson_title(lesson))
        link = f'<a href="#lesson-{lesson}">{title}</a>'
        said = (
            number(points) if points is not None else _why_none(marks, learner, lesson)
        )
        rows.append([link, said, number(marks.possible_for(learner, lesson))])
    head = [say("lesson"), say("points"), say("of")]
    return table(say("by_lesson"), head, rows, 2)


def _why_none(marks: Marks, learner: str, lesson: str) -> str:
    files = marks.handed_in.get((learner, lesson))
    return say("not_readable" if files else "not_handed_in")


def _lesson(marks: Marks, learner: str, lesson: str) -> str:
    head = f'<h2 id="lesson-{lesson}">{escape(lesson_title(lesson))}</h2>'
    files = marks.handed_in.get((learner, lesson), [])
    comment = marks.comment(learner, lesson)
    head += (
        f"<p><strong>{say('teacher')}</strong> {escape(comment)}</p>" if comment else ""
    )
    if not files:
        return head + f"<p>{say('nothing_handed_in')}</p>"
    own = [
        m for e in marks.of_lesson(lesson) if (m := marks.marks.get((learner, e.name)))
    ]
    cards = [_card(m, len(files) > 1) for m in own]
    return head + "".join(map(_said_of, files)) + "".join(cards)


def _said_of(file: Standing) -> str:
    """The file's name, and what was noticed about it."""
    last = say("file", name=escape(file.file.name.rpartition("/")[2]))
    late = say("and_late") if file.file.late else ""
    same = say("and_untouched") if file.file.untouched else ""
    parts = [f'<p class="soft">{last}{late}{same}</p>']
    if file.problem:
        why = say("not_gradable", why=escape(file.problem))
        parts.append(
            f'<div class="card failed"><p><strong>{why}</strong></p>'
            f"<p>{say('hand_in_again')}</p></div>"
        )
    if file.notes:
        items = "".join(f"<li>{escape(n)}</li>" for n in file.notes)
        parts.append(f"<p>{say('while_it_ran')}</p><ul>{items}</ul>")
    return "".join(parts)


def _card(m: Mark, several: bool) -> str:
    """One exercise. several: whether the learner handed in more than one file for it."""
    r, verdict = m.result, m.result.verdict
    kind = r.outcome.replace(" ", "-")
    asked = all_exercises()[r.exercise]
    points = say("mark", points=number(m.points), possible=number(m.possible))
    head = (
        f'<div class="head"><h3><span class="mark" aria-hidden="true">'
        f"{MARKS[r.outcome][0]}</span> <code>{escape(r.exercise)}</code>: "
        f"{OUTCOMES[r.outcome]}</h3>"
        f"<span>{points}</span></div>"
    )
    headline = "" if verdict.passed else verdict.headline
    headline = headline[:1].upper() + headline[1:]
    told = f"<p><strong>{prose(headline)}</strong></p>" if headline else ""
    rows = [*verdict.rows, *_more(m, several)]
    if not verdict.passed:
        section = section_of(asked)
        rows.append(("read", f"{section.file}, “{section.heading}”"))
    return (
        f'<section class="card {kind}">{head}{told}{labelled(rows)}{_code(m)}</section>'
    )


def _more(m: Mark, several: bool) -> list[Row]:
    """What is to be said of the mark, beside the verdict."""
    rows = []
    if m.why:
        rows.append(("note", joined(REASONS[id] for id in m.why)))
    if several and m.result.attempted:
        last = m.file.file.name.rpartition("/")[2]
        id = "counted_of_several" if m.rivals else "counted_from"
        rows.append(("note", say(id, file=last, count=m.rivals)))
    if m.comment:
        rows.append(("note", f"{say('teacher')} {m.comment}"))
    return rows


def _code(m: Mark) -> str:
    """The learner's own function, folded."""
    if not m.result.code:
        return ""
    return (
        f"<details><summary>{say('your_code')}</summary><pre><code>"
        f"{escape(m.result.code)}</code></pre></details>"
    )


def labelled(rows: list[Row]) -> str:
    """Labelled lines as a list of terms; what was called and came back, and what stands
    between backticks, as code."""
    if not rows:
        return ""
    lines = []
    for id, text in rows:
        cell = f"<code>{escape(text)}</code>" if id in CODE else prose(text)
        lines.append(f"<dt>{escape(label(id))}</dt><dd>{cell}</dd>")
    return f"<dl>{''.join(lines)}</dl>"


def _leftovers(marks: Marks, learner: str) -> list[str]:
    """Files that gave no mark, with the reason."""
    items = []
    for one in marks.files_of(learner):
        last = escape(one.file.name.rpartition("/")[2])
        why = one.said if not one.file.lessons else marks.why_aside(one)
        if why:
            items.append(f"<li>{last}: {escape(why)}</li>")
    head = f"<h2>{say('other_files')}</h2>"
    return [f"{head}<ul>{''.join(items)}</ul>"] if items else []
