"""What the commands of grading print: how far they are, what came of it, and what is amiss."""

from __future__ import annotations

SENTENCES = {
    # ---- bpcourse grade
    "stopped": "stopped; what was graded is kept. The same command goes on from there.",
    "written": "written: {path}",
    "nothing_written": "{out} has both already; nothing is written over",
    "gone": "{name}: it isn't there any more, and counts no more",
    "progress": "{bar} {done} of {all}  {seconds:.0f} s  {name}",
    "known_before": ", {known} known from before",
    "warning": "Warning: submissions are not fully contained on this system.",
    "few_handed_in": (
        "lesson {lessons}: handed in by few, so it isn't counted; "
        "name it with --lesson, or in grading.toml"
    ),
    "lowered": "lowered: {learner}, lesson {lesson}: {old} to {new}",
    "not_counted": "not counted",
    "no_lessons": "none",
    "see_report": "Submissions were not fully contained: see the class report.",
    "open": "Open {path}",
    "more_of_them": "and {count} more, in needs_a_human.csv",
    # ---- what was asked for
    "no_notebook": "no notebook (.ipynb) is there",
    "name_files": "name the notebooks, folders or zips to grade",
    "no_lesson": "no lesson {names}; there are {first} to {last}",
    "no_file_of": "no file of lesson {names} is there",
    "one_job": "--jobs: one at least",
    "time_limit": "--time-limit: more than 0 seconds, and at most {most:.0f}",
    "name_export": "--canvas-column: name Canvas's export too, with --canvas",
    "out_inside": (
        "--out {out} lies in {path}, where nothing is written; name a folder elsewhere"
    ),
    "nobody_called": "--remove {name}: no learner and no file is called so",
    # ---- grading.toml and by_hand.csv
    "no_setting": "no setting is called {name!r}",
    "unknown_lesson": "there is no lesson {number}",
    "unknown_exercise": "there is no exercise {name!r}",
    "write_list": "write [{value!r}], a list",
    "none_of": "{value!r} is none of {known}",
    "no_points": "{value!r} isn't a number of points",
    "write_date": "{value!r}: write a date, 2026-05-01T23:59:00",
    "no_share": "late = {late:g}: a share, from 0 to 1",
    # ---- the folder of results
    "other_secret": "{given}: not the secret that {folder} was begun with",
    "no_secret": "a secret is a line of text, and this is none",
    "empty_secret": "the file is empty; a secret is a line of text",
    "busy": "another `bpcourse grade` is at work there",
    "disk_full": "the disk is full",
    "read_only": "you may not write there",
    "no_place": "you may not write there, or a folder stands in its place",
    "disk_fault": "the disk can't be read or written",
    "no_gradebook": "it is no gradebook of this version of bpcourse, or it is damaged",
    # ---- bpcourse export
    "assignments": "{count} assignments in {folder}; its README.md says more",
    "upload": "upload to Gradescope: {archive}",
    "base_image": (
        "choose Ubuntu 24.04 as its base image; the same file serves every lesson"
    ),
    "points_are": "points: {lessons}",
    "points_of_lesson": "lesson {number} {points}",
    "not_empty": "{folder} isn't empty: name a new folder.",
    "to_mend": "The code to mend; copy its body into the cell below.",
    "is_file": "{folder} is a file: name a new folder.",
}
COUNTED = {  # for one, and for any other number
    "learners": (
        "{count} learner, lessons {lessons}; mean {mean} of {possible} points",
        "{count} learners, lessons {lessons}; mean {mean} of {possible} points",
    ),
    "taken_out": ("{name}: {count} file taken out", "{name}: {count} files taken out"),
    "once_more": (
        "{count} file to be graded again",
        "{count} files to be graded again",
    ),
    "graded_in": (
        "{count} file graded in {seconds:.1f} s",
        "{count} files graded in {seconds:.1f} s",
    ),
    "set_aside": (
        "{count} file set aside, each with a reason: files.csv",
        "{count} files set aside, each with a reason: files.csv",
    ),
    "need_human": ("{count} file needs a human:", "{count} files need a human:"),
}
