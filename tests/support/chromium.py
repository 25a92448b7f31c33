"""A Chromium that can reach nothing but this machine.

    with browser() as new_page:
        page = new_page()

It is ended with the block that opened it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

from machine import PATIENCE, is_root

try:
    from playwright.sync_api import Page, sync_playwright
except ImportError:  # the tests are skipped with a sentence
    sync_playwright = None  # type: ignore[assignment]

NAMES = ("chromium", "chromium-browser", "google-chrome")
WINDOW = {"width": 1280, "height": 720}  # a projector
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def program() -> str | None:
    """The installed Chromium: $CHROMIUM, or the first of its names on the path."""
    found = [shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES)]
    return next((path for path in found if path), None)


def missing() -> str:
    """What is missing for tests in a browser, in a sentence; empty if nothing is."""
    if sync_playwright is None:
        return "playwright is not installed; pip install 'bpcourse[test]' brings it"
    if not program():
        return "no Chromium on this machine; install the package `chromium`"
    return ""


@contextlib.contextmanager
def contexts() -> Iterator[Callable[..., Any]]:
    """Chromium: a function that opens a context of it, which has patience."""
    flags = [*FLAGS, *(["--no-sandbox"] if is_root() else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program(), args=flags, timeout=1000 * PATIENCE
        )

        def new_context(**given: Any) -> Any:
            context = launched.new_context(**{"viewport": WINDOW, **given})
            context.set_default_timeout(1000 * PATIENCE)
            return context

        try:
            yield new_context
        finally:
            launched.close()


@contextlib.contextmanager
def browser() -> Iterator[Callable[[], Page]]:
    """A function that opens a page; the pages share their cache.

    `page.errors` and `page.offsite` collect what must not happen.
    """
    with contexts() as new_context:
        context = new_context()

        def new_page() -> Page:
            page = context.new_page()
            _listen(page)
            return page

        yield new_page


def _listen(page: Any) -> None:
    page.errors, page.offsite = [], []

    def requested(request: Any) -> None:
        local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        if not request.url.startswith(local):
            page.offsite.append(request.url)

    def said(message: Any) -> None:
        # JupyterLite's kernel is no part of JupyterLab, which tries to load it where the extra
        # `live` is installed.
        if message.type == "error" and "@jupyterlite/server" not in message.text:
            page.errors.append(f"console: {message.text[:300]}")

    page.on("request", requested)
    page.on("console", said)
    page.on("pageerror", lambda error: page.errors.append(str(error)[:300]))
