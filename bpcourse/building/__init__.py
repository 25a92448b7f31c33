"""Builds the notebooks: `sources/*.md` in, `notebooks/`, `exercises/`, `solutions/` out.

    sources/NN_name.md              ->  notebooks/NN_name.ipynb
    sources/NN_name.exercises.md    ->  exercises/NN_name.ipynb and solutions/NN_name.ipynb

A source is a MyST notebook (jupytext). A line of its own `{{ exercise NAME }}`,
`{{ question ID }}` or `{{ glossary NN }}` becomes the cells that the data in
`bpcourse/exercises` stand for. Notebooks are run and keep their outputs and counts, because
nbval passes what has none. The same source gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .compose import AuthorError, compose
from .normalise import normalise, text_of


def targets(source: Path) -> list[tuple[str, str]]:
    """(folder, role) of every notebook that a source makes."""
    if source.name.endswith(".exercises.md"):
        return [("exercises", "exercise"), ("solutions", "solution")]
    return [("notebooks", "lesson")]


def output_path(source: Path, folder: str) -> Path:
    """Where a source's notebook goes."""
    stem = source.name.removesuffix(".md").removesuffix(".exercises")
    return source.parent.parent / folder / f"{stem}.ipynb"


def build(source: Path, execute: bool = True) -> dict[Path, str]:
    """{path: text} of the notebooks of one source; nothing is written.

    Raises AuthorError, which names file and line and what to do.
    """
    made = {}
    for folder, role in targets(source):
        notebook = compose(source, role)
        if execute:
            from .execute import execute_notebook

            execute_notebook(notebook, source)
        made[output_path(source, folder)] = text_of(normalise(notebook))
    return made


def write(path: Path, text: str) -> bool:
    """Replace a file at once, or not at all; True where it changed."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)
    return True


def main(argv: list[str] | None = None) -> int:
    """The command `bpcourse build`."""
    parser = argparse.ArgumentParser(
        prog="bpcourse build", description="Build the notebooks from sources/*.md."
    )
    parser.add_argument(
        "lessons", nargs="*", metavar="NN", help="only these lessons (01 03)"
    )
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the checkout")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, report differences"
    )
    parser.add_argument(
        "--no-execute", action="store_true", help="leave the outputs empty"
    )
    args = parser.parse_args(argv)
    sources = sorted((args.root / "sources").glob("*.md"))
    sources = [s for s in sources if not args.lessons or s.name[:2] in args.lessons]
    if not sources:
        print(
            f"bpcourse build: no source in {args.root / 'sources'} fits",
            file=sys.stderr,
        )
        return 2
    return _build_all(sources, args.check, execute=not args.no_execute)


def _build_all(sources: list[Path], check: bool, execute: bool) -> int:
    from .compare import differences

    failed = False
    for source in sources:
        try:
            made = build(source, execute)
        except AuthorError as fault:
            print(f"bpcourse build: {fault}", file=sys.stderr)
            failed = True
            continue
        for path, text in made.items():
            if check:
                found = differences(path, text, outputs=execute)
                failed = failed or bool(found)
                print("\n".join(found) or f"{path.parent.name}/{path.name}: as built")
            else:
                changed = write(path, text)
                print(
                    f"{path.parent.name}/{path.name}: {'written' if changed else 'as it was'}"
                )
    return int(failed)
