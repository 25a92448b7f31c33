"""What is said of files as they come: what can't be read, and whose it may be."""

from __future__ import annotations

SENTENCES = {
    # ---- files
    "no_such_file": "there is no such file or folder",
    "link": "it is a link, not a file; ask for the file",
    "no_regular_file": "it is no regular file",
    "not_opened": "it can't be opened: {why}",
    "empty": "the file is empty",
    "larger": "it is larger than {size} MB; ask for it again with its outputs cleared",
    "large_script": "a script larger than 1 MB",
    "other_kind": "it is no notebook: a file of kind {kind}",
    "ask_for_notebook": "not a notebook: a file of kind {kind}; ask for the .ipynb file",
    # ---- folders and zips
    "too_deep": "folders in folders, more than {most} deep",
    "not_looked_into": "folders in folders, more than {most} deep; not looked into",
    "folder_not_opened": "the folder can't be opened: {why}",
    "too_wide": "more than {most} files in one folder; the others aren't looked at",
    "broken_zip": "not a zip archive, or cut off",
    "too_many": "more than {most} files",
    "too_many_in_zip": "a zip archive of more than {most} files",
    "not_out_of_zip": "it can't be taken out of the zip archive: {why}",
    "too_large": "too large",
    # ---- notebooks
    "no_cells": "not a notebook: it is JSON, and has no list of cells",
    "no_code": "the notebook has no code in it",
    "too_many_parts": "not a notebook: it has more parts than any notebook",
    "nested_deeper": "not a notebook: it is nested deeper than any notebook",
    "fills_memory": "not a notebook: it fills the memory when it is read",
    "web_page": "not a notebook: it is a web page; ask for the .ipynb file itself",
    "something_else": "not a notebook: it is {kind}; ask for the .ipynb file itself",
    "begins_otherwise": "not a notebook: it doesn't begin as one",
    "merge_conflict": (
        "not a notebook any more: a merge conflict stands near line {line}"
    ),
    "breaks_off": "not a notebook any more: the JSON breaks off near line {line}",
    "archive_or_document": "a zip archive or an office document",
    "pdf": "a PDF",
    "picture": "a picture",
    "gzip": "a gzip archive",
    "7z": "a 7z archive",
    "rar": "a rar archive",
    "script": "a Python script",
    "text_or_script": "a text or a Python script",
    "git_lfs": "a pointer of Git LFS",
    # ---- whose a file is
    "nobody": "whose it is can't be told: no folder and no name says it",
    "either": (
        "whose it is can't be told for sure: the folder around it may be the learner"
    ),
    "number": (
        "whose it is can't be told for sure: the number in its name may be a part's"
    ),
    "several": "files of one lesson from several folders came under this name",
    "stranger": "this name isn't on the roster",
    "no_roster": "no roster; its first line should be: name,id,email",
}
