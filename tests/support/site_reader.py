"""A folder served on this machine, and a page of it in Chromium."""

from __future__ import annotations

import contextlib
import http.server
import threading
from functools import partial

import lab_driver


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
    with lab_driver.contexts() as new_context:
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
