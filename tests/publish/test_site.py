"""The web site as it is built: what a reader, a keyboard and a screen reader meet in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from contrasts import CONTRASTS
from places import ROOT
from rotation import part, sweep
from site_reader import LESSONS, browser, built_only, reader, served

from bpcourse.publish.site import command as site


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The site, built once, with the warnings of the builder."""
    out = tmp_path_factory.mktemp("site") / "out"
    warnings = site.build(out, ROOT, run=False)
    return out, warnings


class Page(HTMLParser):
    """Links, anchors, headings, pictures of one page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors, self.loaded, self.headings = [], {""}, [], []
        self.nameless = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.anchors |= {given.get("id", ""), given.get("name") or ""}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source") and given.get("src"):
            self.loaded.append(given["src"])
        if tag == "link" and given.get("rel") not in ("canonical", "next", "prev"):
            self.loaded.append(given["href"])
        if tag == "img" and not (given.get("alt") or "").strip():
            self.nameless.append(given.get("src", "")[:60])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture(scope="module")
def read(built):
    out = built[0]
    found = sorted(out.rglob("*.html"))
    return {p.relative_to(out).as_posix(): Page(p.read_text("utf-8")) for p in found}


@built_only
@pytest.mark.slow
def test_the_builder_warns_of_nothing(built):
    assert built[1] == []


@built_only
@pytest.mark.slow
def test_the_cell_that_installs_is_not_shown(built):
    pages = [p.read_text("utf-8") for p in built[0].glob("*/*.html")]
    assert sum("bpcourse" in page for page in pages) > 15
    assert not any("Fetches the course" in page for page in pages)


@built_only
@pytest.mark.slow
def test_no_link_within_the_site_is_broken(built, read):
    broken = []
    for name, page in read.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(f"/{name}", link))
            if ":" in target:
                continue
            file = unquote(target).strip("/")
            there = file in read or (built[0] / file).is_file()
            if not there or (
                file in read and unquote(anchor) not in read[file].anchors
            ):
                broken.append((name, link))
    assert broken == []
    assert sum(len(p.links) for p in read.values()) > 500


@built_only
@pytest.mark.slow
def test_whatever_a_page_loads_lies_within_the_site(built, read):
    for name, page in read.items():
        for source in page.loaded:
            assert not re.match(r"(https?:)?//", source), (name, source)
            path = unquote(urljoin(f"/{name}", source)).partition("?")[0].strip("/")
            assert source.startswith("data:") or (built[0] / path).is_file(), (
                name,
                source,
            )


@built_only
@pytest.mark.slow
def test_one_title_a_page_headings_in_order_and_words_for_every_picture(read):
    for name, page in read.items():
        assert page.headings.count(1) == 1, name
        after = zip(page.headings, page.headings[1:])
        assert all(b - a <= 1 for a, b in after), (name, page.headings)
        assert page.nameless == [], name


# In a browser


@pytest.fixture(scope="module")
def address(built):
    with served(built[0]) as address:
        yield address


@built_only
@browser
@pytest.mark.browser
@pytest.mark.slow
@sweep
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_readable_in_both_themes_and_its_mathematics_is_drawn(
    address, read, theme
):
    low, drawn = {}, 0
    with reader(address, theme) as page:
        for name in part(sorted(read), 12):
            page.goto(address + name)
            assert page.evaluate("document.documentElement.dataset.theme") == theme
            assert page.locator(".katex-error").count() == 0, name
            assert page.locator(".math:not(:has(.katex))").count() == 0, name
            drawn += page.locator(".katex").count()
            page.evaluate(
                "document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            count, found = page.evaluate(CONTRASTS)
            assert count > 10
            low |= {name: found} if found else {}
    assert low == {}
    assert drawn > 100


@built_only
@browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_first_key_leads_past_the_menus_and_focus_is_seen(address):
    with reader(address) as page:
        page.goto(address + f"lessons/{LESSONS[3]}.html")
        page.keyboard.press("Tab")
        focus = "document.activeElement"
        assert "Skip to main content" in page.evaluate(f"{focus}.innerText")
        page.wait_for_function(f"{focus}.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.wait_for_function("location.hash === '#main-content'")
        for _ in range(12):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                f"(s => [s.outlineStyle, s.boxShadow])(getComputedStyle({focus}))"
            )
            assert seen != ["none", "none"], page.evaluate(f"{focus}.outerHTML")


@built_only
@browser
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("where", ["from a server", "from the disk"])
def test_a_search_finds_the_lesson_that_explains_a_word(address, built, where):
    start = address if where == "from a server" else f"{built[0].as_uri()}/"
    with reader(start) as page:
        page.goto(f"{start}index.html")
        page.keyboard.press("Control+k")
        page.keyboard.type("saturated")
        page.keyboard.press("Enter")
        page.get_by_text("Search finished, found").wait_for()
        found = page.locator("#search-results li a").all_inner_texts()
        assert any("01 Activation derivatives" in words for words in found)
