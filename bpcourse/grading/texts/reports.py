"""What stands in the reports: feedback pages, the class report, spreadsheets, the other pages."""

from __future__ import annotations

SENTENCES = {
    # ---- every page
    "language": "en",
    "mark": "{points} of {possible}",
    "lesson": "Lesson",
    "points": "Points",
    "teacher": "Your teacher:",
    # ---- feedback
    "feedback_for": "Feedback for {name}",
    "of_points": "{points} of {possible} points.",
    "by_lesson": "Points by lesson",
    "of": "Of",
    "not_readable": "not readable",
    "not_handed_in": "not handed in",
    "nothing_handed_in": "Nothing was handed in for this lesson.",
    "file": "File: {name}",
    "and_late": ", handed in late",
    "and_untouched": ", as it was delivered",
    "not_gradable": "This file can't be graded: {why}.",
    "hand_in_again": (
        "Hand it in again: the .ipynb file itself, saved in JupyterLab. "
        "Your teacher has been told."
    ),
    "while_it_ran": "While it ran:",
    "counted_from": "counted from {file}",
    "counted_of_several": "counted from {file}; {count} more of your files attempt it",
    "your_code": "Your code",
    "other_files": "Other files",
    # ---- the class report
    "class_report": "Class report",
    "not_contained": "Submissions were not fully contained while this class was graded.",
    "a_submission": "A submission:",
    "class": (
        "Learners: {learners}; files: {files}. Mean {mean:.1f}, median {median:g} of {possible} "
        "points; what wasn't handed in counts as 0."
    ),
    "nothing_graded": "Nothing has been graded yet.",
    "for_a_human": "{count} of the files need a human; the teacher has the list.",
    "teach_again": "Teach again",
    "nothing_stands_out": (
        "Nothing stands out: no exercise that {few} or more tried was missed by "
        "more than {percent:.0f} % of them."
    ),
    "went_worst": (
        "Lesson {lesson} went worst: {percent:.0f} % of what was tried in it isn't right yet. "
        "These sections of all lessons were missed by most learners:"
    ),
    "missed_it": "{name}: {missed} of {tried} missed it",
    "missed_it_by": "{name}: {missed} of {tried} missed it, {times} by “{mistake}”",
    "class_stands": "How the class stands",
    "graded": "Graded",
    "mean": "Mean",
    "median": "Median",
    "of_those": "Mean and median of those who handed it in",
    "numbers": "Numbers",
    "by_exercise": "Exercise by exercise",
    "nameless": "{count} more without a name for what is wrong.",
    "taught_in": "Taught in {place}.",
    # ---- its pictures
    "scores": "Scores of the class",
    "scores_alt": "{title}: {count} learners, median {median:.0f} %. {bins}.",
    "score_bin": "{count} from {low} to {high} %",
    "percent_axis": "percent of the points",
    "median_line": "median {percent:.0f} %",
    "lessons": "Lessons",
    "lesson_alt": (
        "{name}: {count} learners, median {median:.0f} %, the middle half "
        "from {low:.0f} to {high:.0f} %"
    ),
    "lessons_axis": (
        "percent of the points; bars: learners, band: the middle half, line: the median"
    ),
    "exercises": "Exercises",
    "most_frequent": "Most frequent named mistakes",
    "times": "{count} times {name}: {mistake}",
    # ---- answers that are alike
    "alike": "Answers that are alike",
    "about_alike": (
        "After names and layout are taken away, these are the same, and few others are. "
        "It is a hint and no proof: short right answers have few forms. Look at both, "
        "and judge yourself."
    ),
    "same_file": "The very same file",
    # ---- spreadsheets and learning systems
    "state_graded": "graded",
    "state_aside": "set aside",
    "state_human": "needs a human",
    "late": "late",
    "line": "{name} {points} of {possible}, {outcome}",
    "file_not_gradable": "The file can't be graded: {why}.",
    "no_proof": (
        "Submissions are not contained here: points could be had by reading the answers."
    ),
    # ---- why nothing counts from a file
    "untouched": "as it was delivered: nothing in it was changed",
    "nothing_attempted": "no exercise is attempted in it",
    "not_set": "its lesson wasn't set",
    "others_count": "each exercise in it counts from another file of the learner",
    # ---- Canvas's export
    "no_column": "{file}: no column for {title}; name it: --canvas-column {lesson}=TITLE",
    "write_column": "--canvas-column {words!r}: write LESSON=TITLE, as 03=Homework 3",
    "no_such_column": "no column {title!r}; its assignments are: {there}",
    "no_assignment": "none",
    "no_canvas": "no gradebook of Canvas (Student, ID, … expected)",
    "scaled_column": "{column}: {points} to {theirs:g}",
    "scaled": "scaled for Canvas: {columns}",
    "unplaced": "not in {file}, so not in canvas.csv: {names}",
}
REASONS = {  # what changed the points of an exercise
    "partial": "a share of the points, for the share of the cases that are right",
    "late": "handed in late",
    "excused": "excused",
    "choice": "not among those that count",
    "by_hand": "your teacher's mark",
}
