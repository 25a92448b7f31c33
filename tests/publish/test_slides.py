"""Slides: what a lesson's cells become, and what a projector and a keyboard make of them."""

from __future__ import annotations

import contextlib
import json
import re
import shutil

import lab_driver
import nbformat
import pytest
from contrasts import CONTRASTS
from places import ROOT

from bpcourse import cli
from bpcourse.course import all_questions
from bpcourse.course.places import right_letter
from bpcourse.publish import live
from bpcourse.publish.guides import find_poll
from bpcourse.publish.slides import command as slides
from bpcourse.publish.slides import deck, rendering, slide

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CODE, TEXT = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell


def tagged(cell, *tags):
    cell.metadata["tags"] = list(tags)
    return cell


def deck_of(*cells):
    return deck.slides(nbformat.v4.new_notebook(cells=list(cells)))


shown = slide.shown_text


def said(slide):
    return rendering.letters(" ".join(slide.notes))


# What a lesson's cells become


def test_headings_begin_slides_and_carry_no_minutes():
    found = deck_of(
        TEXT("# 90 T\n\nWhy?"), TEXT("## Predict (5 min)\n\nA."), TEXT("### Deep\n\nB.")
    )
    assert [(s.level, s.heading, s.section) for s in found] == [
        (1, "90 T", ""),
        (2, "Predict", "Predict"),
        (3, "Deep", "Predict"),
    ]


def test_of_long_prose_the_first_sentence_is_shown_and_all_of_it_is_said():
    text = "A slope is a number (D0-03). " + "It goes on and on without an end. " * 9
    found = deck_of(TEXT(f"# T\n\n{text}"))[0]
    assert shown(found).startswith("A slope is a number. It goes")
    assert len(shown(found)) <= deck.LEAD
    assert said(found).count("on and on") == 9


def test_a_sentence_is_never_cut_within_mathematics_or_a_tag():
    html = "<p>Let $a. b$ be <em>one. Two.</em> three. Four.</p>"
    assert rendering.lead(html, 20) == ""
    assert rendering.lead(html, 30) == "<p>Let $a. b$ be <em>one. Two.</em> three.</p>"


def test_formulas_lists_tables_and_boxes_are_shown():
    text = "# T\n\n$$a^2$$\n\n- one\n- two\n\n| p | q |\n| - | - |\n| 1 | 2 |\n\n"
    found = deck_of(
        TEXT(text + '<div class="alert">Mind</div>\n\n<details>No</details>')
    )
    kinds = [b.kind for b in found[0].blocks]
    assert kinds == ["math", "list", "table", "box"]
    assert "No" not in shown(found[0])


def test_imports_and_calls_of_figures_are_not_shown_but_other_code_is():
    cells = ["import numpy as np", "figures.curve()", "explorers.x(1)", "a = f(1)"]
    found = deck_of(TEXT("# T"), *map(CODE, cells))
    assert [b.kind for b in found[0].blocks] == ["code"]
    assert shown(found[0]) == "a = f(1)"


def test_a_question_stands_alone_and_its_answer_is_only_said():
    name, asked = next((n, q) for n, q in all_questions().items() if q.options)
    own = {"bpcourse": {"role": "question", "name": name}}
    letters = "abcd"[: len(asked.options)]
    shown_options = "\n".join(f"- **{letter}** · option {letter}" for letter in letters)
    question = TEXT(f"Which?\n\n{shown_options}", metadata=own)
    answer = CODE(
        f'checkpoint("{name}", ...)', metadata={"bpcourse": {"role": "answer"}}
    )
    found = deck_of(TEXT("# T\n\n### H\n\nLead."), question, answer, CODE("a = 1"))
    assert shown(found[2]).startswith("Which? a · option a b · option b")
    assert "· right." in said(found[2])
    assert "· right." not in shown(found[2])
    marked = re.findall(
        r'<li class="fragment custom answer"[^>]*>.*?</li>', found[2].blocks[1].html
    )
    right = right_letter(asked, name)
    assert [f"option {right}" in one for one in marked] == [True]
    assert [b.kind for b in found[3].blocks] == ["code"]
    assert found[3].heading == "H"


def test_words_that_only_lead_to_a_question_are_said_with_it():
    name = next(n for n, q in all_questions().items() if q.options)
    own = {"bpcourse": {"role": "question", "name": name}}
    found = deck_of(
        TEXT("# T\n\n## S\n\n### H\n\nBefore you read on:"),
        TEXT("Which?\n\n- **a** · one", metadata=own),
    )
    assert [shown(s) for s in found[1:]] == ["Which? a · one"]
    assert said(found[1]).startswith("Before you read on:")


def test_tags_overrule_the_structure():
    long = "One sentence that is not short at all, for it goes on. " * 6
    found = deck_of(
        TEXT("# T\n\nLead."),
        tagged(TEXT(long), "slide"),
        tagged(TEXT("Below."), "subslide"),
        tagged(CODE("a = 1"), "fragment"),
        tagged(TEXT("Whisper."), "notes"),
        tagged(TEXT("Gone."), "skip"),
    )
    assert [s.level for s in found] == [1, 2, 3]
    assert shown(found[1]) == long.strip()
    assert [b.fragment for b in found[2].blocks] == [False, True]
    assert "Whisper." in said(found[2])
    everything = " ".join(shown(s) + said(s) for s in found)
    assert "Gone." not in everything


def test_code_may_be_left_out_and_a_section_with_all_that_stands_under_it():
    found = deck_of(
        TEXT("# T\n\nLead."),
        tagged(TEXT("## A\n\nGone."), "skip-section"),
        TEXT("### B\n\nGone."),
        CODE("gone = 1"),
        TEXT("Gone.\n\n## C\n\nHere."),
        tagged(printing("code", "a result"), "result"),
        tagged(TEXT("## D\n\nWhisper."), "notes"),
        CODE("d = 1"),
    )
    assert [s.heading for s in found] == ["T", "C", "D"]
    assert shown(found[1]) == "Here. a result"
    assert shown(found[2]) == "d = 1"
    assert said(found[2]) == "Whisper."
    assert "Gone" not in " ".join(shown(s) + said(s) for s in found)


def printing(code, words):
    output = nbformat.v4.new_output("stream", text=words)
    return CODE(code, outputs=[output])


def test_code_is_set_as_large_as_its_lines_and_its_slide_allow():
    short, wide = CODE("a = 1"), CODE("a = " + "1 + " * 21 + "1")
    tall = CODE("\n".join(f"a{i} = {i}" for i in range(20)))
    sizes = []
    for cell in (short, wide, tall):
        html = deck_of(TEXT("# T"), TEXT("## S"), cell)[1].blocks[0].html
        sizes.append(int(re.search(r'class="size(\d+)"', html)[1]))
    assert sizes == [24, 20, 20]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_every_poll_of_the_teachers_guide_has_its_slide(lesson):
    source = (ROOT / "sources" / lesson.stem / "teaching.md").read_text("utf-8")
    made = [shown(s) for s in deck.slides(nbformat.read(lesson, as_version=4))]
    asked = [find_poll(id) for id in re.findall(r"\{\{ poll ([\w-]+) \}\}", source)]
    assert len(asked) == 4
    for poll in asked:
        prompt = rendering.letters(rendering.html_of(poll.prompt))
        assert sum(words.startswith(prompt) for words in made) == 1, poll.id


def test_what_does_not_fit_goes_on_below_and_takes_its_words_along():
    code = "\n".join(f"a{i} = {i}" for i in range(15))
    found = deck_of(
        TEXT("# T"),
        TEXT("## S\n\n### H\n\nA."),
        CODE(code),
        TEXT("Then B:"),
        CODE(code),
    )
    assert [s.heading for s in found] == ["T", "H", "H"]
    assert shown(found[2]).startswith("Then B: a0 = 0")
    assert said(found[2]) == "Then B:"
    assert all(s.height <= slide.ROOM for s in found)


def test_a_long_table_is_cut_and_each_part_has_its_head():
    rows = "\n".join(f"| {i} | x |" for i in range(23))
    found = deck_of(TEXT(f"# T\n\n| n | m |\n| - | - |\n{rows}"))
    tables = [b.html for s in found for b in s.blocks]
    assert len(tables) == 3
    assert all(t.count("<th>n</th>") == 1 for t in tables)
    assert "".join(tables).count("<td>x</td>") == 23


# Stepped explorers without a kernel


def model(kind, **state):
    return {"model_name": f"{kind}Model", "state": state}


def link(source, target):
    ends = {
        "source": [f"IPY_MODEL_{source}", "v"],
        "target": [f"IPY_MODEL_{target}", "v"],
    }
    return model("Link", **ends)


STATE = {
    "box": model("VBox", children=["IPY_MODEL_s", "IPY_MODEL_dead", "IPY_MODEL_k"]),
    "s": model("IntSlider", min=0, max=1, value=1, description="step <1>"),
    "dead": model("Dropdown", index=0, _options_labels=["a"], description="kernel"),
    "k": model("Stack", selected_index=1, children=["IPY_MODEL_f", "IPY_MODEL_g"]),
    "f": model("HTML", value="<svg>first</svg>"),
    "g": model("HTML", value="<svg>second</svg>"),
    "l": link("s", "k"),
}
VIEW = {"data": {live.WIDGET: {"model_id": "box"}}}


def test_a_stack_that_a_slider_steps_lives_without_a_kernel():
    html = live.live_html(VIEW, STATE)
    assert json.loads(
        re.search('data-wires="(.*?)"', html)[1].replace("&quot;", '"')
    ) == [["part0", "part1"]]
    assert 'min="0" max="1" value="1"' in html
    assert "step &lt;1&gt;" in html
    assert re.findall(r'class="frame"( hidden)?><svg>(\w+)', html) == [
        (" hidden", "first"),
        ("", "second"),
    ]


def test_a_control_that_only_a_kernel_answers_is_left_out():
    assert "kernel" not in live.live_html(VIEW, STATE)
    assert live.live_html(VIEW, {k: v for k, v in STATE.items() if k != "l"}) == ""
    assert live.live_html({"data": {}}, STATE) == ""


# The page, and what the command says


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_a_page_asks_for_nothing_and_shows_no_answer(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    page = re.sub(r"<script>.*?</script>", "", slides.page_of(notebook), flags=re.S)
    asked = re.findall(r'(?:src|href)="([^"#]*)"|url\(([^)]*)\)', page)
    assert {a or b for a, b in asked} - {""}, "pictures and fonts lie within"
    assert all((a or b).startswith("data:") for a, b in asked if a or b)
    assert "Fetches the course" not in page
    visible = re.sub(r'<aside class="notes">.*?</aside>', "", page, flags=re.S)
    hidden = {
        o.feedback for q in all_questions().values() for o in q.options if o.right
    }
    assert not [f for f in hidden if f and rendering.html_of(f) in visible]


def test_several_lessons_are_made_at_once_or_none(tmp_path):
    told = ["--no-execute", "--root", str(ROOT), "--out", str(tmp_path)]
    assert cli.main(["slides", "1", "99", *told]) == 2
    assert list(tmp_path.iterdir()) == []
    assert cli.main(["slides", "1", "2", *told]) == 0
    made = [f"{lesson.stem}.html" for lesson in LESSONS[1:3]]
    assert sorted(p.name for p in tmp_path.iterdir()) == made


@pytest.mark.slow
@pytest.mark.parametrize("number", ["00", "03", "06"])
def test_whatever_steps_by_links_alone_steps_on_a_slide(number):
    """The run says what steps: each Stack whose index a slider is linked to."""
    lesson = slides.find_notebook(number, ROOT)
    notebook = slides.run_notebook(nbformat.read(lesson, as_version=4), lesson)
    stored = notebook.metadata.get("widgets", {}).get(live.STATE, {}).get("state", {})
    links = [m["state"] for m in stored.values() if "target" in m["state"]]
    ends = [link["target"][0] for link in links if slides_along(link["source"], stored)]
    views = [
        o["data"][live.WIDGET]["model_id"]
        for c in notebook.cells
        for o in c.get("outputs", [])
        if live.WIDGET in o.get("data", {})
    ]
    stepping = [
        v for v in views if any(f"IPY_MODEL_{s}" in ends for s in stacks(v, stored))
    ]
    page = slides.page_of(live.enliven(notebook))
    assert len(re.findall(r'<div class="live"', page)) == len(stepping)
    assert len(stepping) == {"00": 1, "03": 0, "06": 1}[number]


def slides_along(source, models):
    """Whether a link begins at a slider: a question's answers are buttons."""
    model = models[source[0].removeprefix("IPY_MODEL_")]
    return "Slider" in model["model_name"]


def stacks(view, models):
    """The models of the Stacks below a view."""
    state = models[view]["state"]
    below = [c.removeprefix("IPY_MODEL_") for c in state.get("children", [])]
    own = [view] if models[view]["model_name"] == "StackModel" else []
    return own + [s for child in below for s in stacks(child, models)]


def test_the_same_run_gives_the_same_page():
    notebook = nbformat.read(LESSONS[0], as_version=4)
    assert slides.page_of(notebook) == slides.page_of(notebook)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["99"], "there is no lesson 99"),
        (["03", "--root", "{}/nowhere"], "there is no lesson 03"),
        (["90", "--root", "{}"], "is no notebook"),
    ],
)
def test_what_is_missing_is_a_sentence(tmp_path, capsys, argv, words):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/90_x.ipynb").write_text("{", "utf-8")
    assert cli.main(["slides", *(a.format(tmp_path) for a in argv)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_a_handout_without_a_browser_is_a_sentence_and_the_slides_stay(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(slides.shutil, "which", lambda name: None)
    assert (
        cli.main(["slides", "3", "--no-execute", "--pdf", "--out", str(tmp_path)]) == 2
    )
    assert "?handout" in capsys.readouterr().err
    assert (tmp_path / "03_single_neuron.html").exists()


def test_a_cell_that_fails_is_named_with_the_way_round(tmp_path, capsys):
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[TEXT("# T"), CODE("1 / 0")])
    nbformat.write(notebook, tmp_path / "notebooks/90_x.ipynb")
    assert (
        cli.main(["slides", "90", "--root", str(tmp_path), "--out", str(tmp_path)]) == 2
    )
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "--no-execute" in told


# In a browser, with the network cut off

browser = pytest.mark.skipif(bool(lab_driver.missing()), reason=lab_driver.missing())
MEASURED = """() => {
  const slide = Reveal.getCurrentSlide();
  const top = slide.getBoundingClientRect().top, scale = Reveal.getScale();
  const shown = e => e.checkVisibility() && !e.closest('aside, .katex-mathml, script');
  const parts = [...slide.querySelectorAll(':scope > *, pre, li, dl, table, img, svg, .katex')]
    .filter(shown).map(e => e.getBoundingClientRect()).filter(r => r.height);
  const small = [], walk = document.createTreeWalker(slide, 4);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, words = walk.currentNode.data.trim();
    if (!words || !shown(e) || e.closest('svg, .katex')) continue;
    const least = e.closest('pre, .kicker, code') ? 18 : 24;
    if (parseFloat(getComputedStyle(e).fontSize) < least) small.push(words.slice(0, 40));
  }
  const boxes = [...slide.querySelectorAll('pre, .live, table')].filter(shown);
  return {
    slide: Reveal.getSlidePastCount(),
    heading: slide.textContent.trim().slice(0, 60),
    bottom: Math.max(...parts.map(r => r.bottom - top)) / scale,
    right: Math.max(...parts.map(r => r.right)),
    cut: boxes.filter(e => e.scrollWidth > e.clientWidth + 1).length,
    nameless: [...slide.querySelectorAll('img')].filter(i => !i.alt).length,
    blank: [...slide.querySelectorAll('img')].filter(i => shown(i) && i.offsetHeight < 150).length,
    small,
    said: (slide.querySelector('aside.notes')?.textContent.trim().length ?? 0) > 20,
  };
}"""


def walked(page):
    """What is measured on every slide of a deck, the space bar leading from one to the next."""
    found = [page.evaluate(MEASURED)]
    for _ in range(200):
        page.keyboard.press("Space")
        now = page.evaluate(MEASURED)
        if now["slide"] != found[-1]["slide"]:
            found.append(now)
        elif page.evaluate("Reveal.isLastSlide() && !Reveal.availableFragments().next"):
            return found
    raise AssertionError(f"no end after {len(found)} slides")


def misfits(slide):
    """Why a slide can't be shown: its measures that are too large or too small."""
    return (
        slide["bottom"] > 712
        or slide["right"] > 1280
        or any(slide[k] for k in ("cut", "nameless", "blank", "small"))
    )


@contextlib.contextmanager
def opened(page_file):
    """A page of slides in Chromium; gives it, and the list of what it asks the network for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=lab_driver.chromium(),
            args=[*lab_driver.FLAGS, "--no-sandbox"],
        )
        page = chromium.new_page(viewport=lab_driver.WINDOW)
        asked, faults = [], []
        page.on("request", lambda r: asked.append(r.url))
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" else None
        )
        page.goto(page_file.as_uri())
        page.wait_for_function("Reveal.isReady()")
        yield page, asked
        chromium.close()
    assert faults == []
    outside = [
        u for u in asked if not u.startswith(("data:", "about:", page_file.as_uri()))
    ]
    assert outside == []


@pytest.fixture(scope="module")
def fifth(tmp_path_factory):
    """The slides of lesson 05, run."""
    folder = tmp_path_factory.mktemp("slides")
    return slides.build(slides.find_notebook("05", ROOT), folder)


@browser
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_every_slide_fits_a_projector_and_mathematics_is_drawn(lesson, tmp_path):
    built = slides.build(lesson, tmp_path, execute=False)
    with opened(built) as (page, asked):
        found = walked(page)
        assert page.locator(".katex-error").count() == 0
        assert page.locator(".slides .katex-html").count() > 0
        assert len(found) == page.evaluate("Reveal.getTotalSlides()")
        assert len(asked) == 1
    assert 20 <= len(found) <= 50  # the long lessons take two classes
    assert [f for f in found if misfits(f)] == []
    silent = [f["heading"] for f in found if not f["said"]]
    assert len(silent) <= len(found) // 10, silent


@browser
@pytest.mark.browser
@pytest.mark.slow
def test_a_slide_is_read_in_a_light_and_in_a_dark_room(tmp_path):
    built = slides.build(slides.find_notebook("02", ROOT), tmp_path, execute=False)
    with opened(built) as (page, _):
        grounds = set()
        for _ in range(page.evaluate("Reveal.getTotalSlides()")):
            for _ in ("light", "dark"):
                count, low = page.evaluate(CONTRASTS)
                assert (count > 0, low) == (True, [])
                grounds.add(
                    page.evaluate("getComputedStyle(document.body).backgroundColor")
                )
                page.keyboard.press("d")
            page.evaluate("Reveal.next()")
        assert len(grounds) == 2


@browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_next_key_marks_the_answer_and_the_handout_keeps_it_back(tmp_path):
    built = slides.build(slides.find_notebook("01", ROOT), tmp_path, execute=False)
    with opened(built) as (page, _):
        page.evaluate("Reveal.slide(1, 1)")
        answer = page.locator("section.present:not(.stack) .answer")
        assert not answer.is_visible()
        page.keyboard.press("Space")
        assert answer.is_visible()
        assert answer.inner_text() == "0.25"
        page.goto(f"{built.as_uri()}?handout")
        page.emulate_media(media="print")
        assert page.locator(".number:visible").count() == 0
        weights = "els => new Set(els.map(e => getComputedStyle(e).fontWeight)).size"
        assert page.locator(".prompt ~ ul li").evaluate_all(weights) == 1
        margins = "els => els.map(e => e.offsetLeft).filter(x => x < 40)"
        assert page.locator("h2").evaluate_all(margins) == []


@browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_explorer_steps_by_keyboard_and_fits(fifth):
    with opened(fifth) as (page, _):
        page.evaluate(
            "(s => { const i = Reveal.getIndices(s); Reveal.slide(i.h, i.v) })"
            "(document.querySelector('.live').closest('section'))"
        )
        frames = page.locator(".present .live .frame")
        seen = [frames.locator("visible=true").inner_text()]
        page.locator(".present .live input").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            assert frames.locator("visible=true").count() == 1
            assert page.evaluate(MEASURED)["bottom"] <= 712
            seen.append(frames.locator("visible=true").inner_text())
        assert len(set(seen)) == 4
        assert page.locator(".present .live output").inner_text() == "3"
        page.locator(".present .live .play").press("Enter")
        page.wait_for_function(
            "document.querySelector('.present .live input').value == 9", timeout=20000
        )
        assert (
            page.locator(".present .live .play").get_attribute("aria-label") == "play"
        )


@browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_speaker_sees_the_notes_and_they_follow(fifth):
    with opened(fifth) as (page, _):
        with page.expect_popup() as popup:
            page.keyboard.press("s")
        notes = popup.value.locator(".speaker-controls-notes .value")
        page.evaluate("Reveal.slide(2, 1)")
        popup.value.wait_for_function(
            "document.querySelector('.speaker-controls-notes .value').innerText.length > 40"
        )
        first = notes.inner_text()
        page.keyboard.press("ArrowDown")
        popup.value.wait_for_function(
            "t => document.querySelector('.speaker-controls-notes .value').innerText !== t",
            arg=first,
        )


@browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_handout_has_a_page_for_every_slide(tmp_path):
    built = slides.build(slides.find_notebook("03", ROOT), tmp_path, execute=False)
    with opened(built) as (page, _):
        count = page.evaluate("Reveal.getTotalSlides()")
    pdf = slides.handout(built).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == count
    assert shutil.which(slides.find_browser())
