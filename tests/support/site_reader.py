"""A folder served on this machine, and a page of it in Chromium; what a site needs for that."""

from __future__ import annotations

import contextlib
import http.server
import threading
from functools import partial

import chromium
import pytest
from places import ROOT

from bpcourse.publish.site import command as site

LESSONS = sorted(p.stem for p in (ROOT / "notebooks").glob("*.ipynb"))
built_only = pytest.mark.skipif(
    bool(site._missing()),
    reason=f"{site._missing()} is not installed; pip install 'bpcourse[site]' brings it",
)
browser = pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@contextlib.contextmanager
def served(folder):
    """The address at which a folder is served on this machine."""
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextlib.contextmanager
def reader(address, theme="light"):
    """A page in Chromium; on leaving, nothing was asked of others and nothing was wrong."""
    asked, faults = [], []
    with chromium.contexts() as new_context:
        page = new_context(color_scheme=theme).new_page()
        page.on("request", lambda r: asked.append(r.url))
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on("response", lambda r: faults.append(r.url) if r.status >= 400 else None)
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" else None
        )
        yield page
    assert faults == []
    assert [u for u in asked if not u.startswith((address, "data:"))] == []
