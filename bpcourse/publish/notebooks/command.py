"""Builds the notebooks: `sources/` in, `notebooks/`, `exercises/`, `solutions/` out.

    sources/NN_name/lesson.md       ->  notebooks/NN_name.ipynb
    sources/NN_name/exercises.md    ->  exercises/NN_name.ipynb and solutions/NN_name.ipynb
    sources/NN_name/teaching.md     ->  docs/teaching/NN_name.md
    what the lessons say            ->  the tables in README.md and docs/teaching/README.md
    sources/documents.toml          ->  docs/documents.md

A source is a MyST notebook (jupytext). A line of its own `{{ exercise NAME }}`,
`{{ question ID }}` or `{{ glossary NN }}` becomes the cells that the data in
`bpcourse/course` stand for. Notebooks are run and keep their outputs and counts, because
nbval passes what has none. The same source gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.files import write_whole
from bpcourse.publish.documents import PAGE, documents
from bpcourse.publish.guides import guide, guide_path
from bpcourse.publish.readme import TEACHING as TEACHERS
from bpcourse.publish.readme import readme, teaching

from .compose import compose
from .normalise import normalise, text_of

EXERCISES = "exercises.md"
TEACHING = "teaching.md"
SHOWN = 12  # lines about one notebook


def targets(source: Path) -> list[tuple[str, str]]:
    """(folder, role) of every notebook that a source makes."""
    if source.name == EXERCISES:
        return [("exercises", "exercise"), ("solutions", "solution")]
    return [("notebooks", "lesson")]


def output_path(source: Path, folder: str) -> Path:
    """Where a source's notebook goes."""
    return source.parents[2] / folder / f"{source.parent.name}.ipynb"


def build(source: Path, execute: bool = True) -> dict[Path, str]:
    """{path: text} of the notebooks of one source; nothing is written.

    Without a run, stored outputs are kept as long as no code has changed.
    Raises Told, which names file and line and what to do.
    """
    from .execute import execute_notebook, reuse_outputs

    made = {}
    for folder, role in targets(source):
        path = output_path(source, folder)
        notebook = compose(source, role)
        if execute:
            notebook = execute_notebook(notebook, source)
        else:
            notebook = reuse_outputs(notebook, path)
        made[path] = text_of(normalise(notebook))
    return made


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse build`: 0, or 1 for faults and differences.

    Raises Told where there is no source.
    """
    import jupytext  # noqa: F401
    import nbclient  # noqa: F401

    execute = args.execute if args.check else not args.no_execute
    statuses = [
        _build_guide(source, args.check)
        if source.name == TEACHING
        else _build_one(source, args.check, execute)
        for source in _chosen(args.root / "sources", args.lessons)
    ]
    pages = {
        args.root / "README.md": readme(args.root),
        args.root / TEACHERS: teaching(args.root),
        args.root / PAGE: documents(args.root),
    }
    return max(*statuses, *(_build_page(*page, args.check) for page in pages.items()))


def _chosen(folder: Path, lessons: Sequence[str]) -> list[Path]:
    """The sources of these lessons, of all for none. Raises Told where there is no source."""
    wanted = {number.zfill(2) for number in lessons}
    sources = sorted(folder.glob("*/*.md"))
    missing = wanted - {_number(s) for s in sources}
    if missing or not sources:
        named = ", ".join(sorted(missing)) or "any lesson"
        raise Told(f"no source for {named} in {folder}")
    return [s for s in sources if not wanted or _number(s) in wanted]


def _build_page(path: Path, text: str | None, check: bool) -> int:
    """Build or check a page that data fill, if it is one; 1 where it differs."""
    if text is None:
        return 0
    if not check:
        return _write(path, text, False)
    same = path.exists() and path.read_text(encoding="utf-8") == text
    print(f"{path.name}: {'as built' if same else 'differs; build it'}")
    return int(not same)


def _number(source: Path) -> str:
    return source.parent.name[:2]


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse build`."""
    add = parser.add_argument
    add("lessons", nargs="*", metavar="NN", help="only these lessons (01 03)")
    add("--root", type=Path, default=Path.cwd(), help="the checkout (default: here)")
    add("--check", action="store_true", help="write nothing, report differences")
    add("--execute", action="store_true", help="with --check: compare outputs as well")
    add(
        "--no-execute",
        action="store_true",
        help="run nothing; stored outputs stay where no code of a notebook has changed",
    )


def _build_one(source: Path, check: bool, execute: bool) -> int:
    """Build or check the notebooks of one source; 1 where something is wrong."""
    try:
        made = build(source, execute)
        reports = [
            (_report if check else _write)(path, text, execute)
            for path, text in made.items()
        ]
    except Told as fault:
        return _complain(str(fault))
    except OSError as fault:
        return _complain(f"{fault.filename}: {fault.strerror}")
    return max(reports)


def _build_guide(source: Path, check: bool) -> int:
    """Build or check a teacher's guide; 1 where something is wrong."""
    path = guide_path(source)
    try:
        text = guide(source)
        if not check:
            return _write(path, text, False)
    except (Told, OSError) as fault:
        return _complain(str(fault))
    same = path.exists() and path.read_text(encoding="utf-8") == text
    print(f"teaching/{path.name}: {'as built' if same else 'differs; build it'}")
    return int(not same)


def _report(path: Path, text: str, execute: bool) -> int:
    from .compare import differences

    found = differences(path, text, outputs=execute)
    more = [f"… and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    shown = [*found[:SHOWN], *more]
    print("\n".join(shown) or f"{path.parent.name}/{path.name}: as built")
    return int(bool(found))


def _write(path: Path, text: str, execute: bool) -> int:
    from .compare import unrun

    without = unrun(path, text) if path.suffix == ".ipynb" and not execute else None
    same = path.exists() and path.read_text(encoding="utf-8") == text
    if not same:
        write_whole(path, text)
    told = "as it was" if same else "written"
    print(f"{path.parent.name}/{path.name}: {told}", flush=True)
    if without:
        print(f"  not run yet: {without}; run `bpcourse build {path.name[:2]}`")
    return 0


def _complain(words: str) -> int:
    print(f"bpcourse build: {words}", file=sys.stderr)
    return 1
