"""The two essays of the site: every number of theirs, their keys, their size, their links."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import chromium
import nbformat
import numpy as np
import pytest
from contrasts import CONTRASTS
from places import ROOT
from site_reader import reader, served

from bpcourse import datasets
from bpcourse.course.lesson_13 import printout
from bpcourse.gradcheck import complex_gradient
from bpcourse.publish.site.essays import HERE, LESSON, LINKS, copy_essays

NAMES = ("famous-number", "print-out")
PUBLISHED = (  # of the tutorial: w1 to w8 after one step
    [[0.149780716, 0.24975114], [0.19956143, 0.29950229]],
    [[0.35891648, 0.511301270], [0.408666186, 0.561370121]],
)
browser = pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())


# The numbers, by NumPy


def logistic(z):
    return 1 / (1 + np.exp(-z))


def famous_numbers():
    X, T, (W1, W2), (b1, b2), *_ = vars(datasets.worked_example()).values()

    def outputs(V1, V2):
        return logistic(logistic(X @ V1 + b1) @ V2 + b2)

    def loss(V1, V2):
        return 0.5 * ((outputs(V1, V2) - T) ** 2).sum()

    def gradients(V1, V2, late):
        h = logistic(X @ V1 + b1)
        o = logistic(h @ V2 + b2)
        d2 = (o - T) * o * (1 - o)
        read = V2 - 0.5 * h.T @ d2 if late else V2
        return X.T @ ((d2 @ read.T) * h * (1 - h)), h.T @ d2

    def trained(steps, late):
        V1, V2 = W1, W2
        for _ in range(steps):
            g1, g2 = gradients(V1, V2, late)
            V1, V2 = V1 - 0.5 * g1, V2 - 0.5 * g2
        return V1, V2

    right, fault = (gradients(W1, W2, late)[0][0, 0] for late in (False, True))
    measured = complex_gradient(lambda V: loss(V, W2), W1)[0, 0]
    long = [outputs(*trained(10_000, late))[0] for late in (False, True)]
    step = [loss(*trained(1, late)) for late in (False, True)]
    told = {
        "loss-before": f"{loss(W1, W2):.9f}",
        "loss-right": f"{step[0]:.9f}",
        "loss-fault": f"{step[1]:.9f}",
        "loss-published-weights": f"{loss(*map(np.array, PUBLISHED)):.9f}",
        "gap": f"{step[1] - step[0]:.1e}".replace("e-07", " × 10⁻⁷"),
        "slope-measured": f"{measured:.9f}",
        "slope-right": f"{right:.9f}",
        "slope-fault": f"{fault:.9f}",
        "slope-short": f"{100 * (1 - fault / right):.0f} %",
        "w5-old": f"{W2[0, 0]:.2f}",
        "w5-new": f"{trained(1, False)[1][0, 0]:.6f}",
        "right-9999": f"{loss(*trained(9_999, False)):.10f}",
        "fault-10000": f"{loss(*trained(10_000, True)):.10f}",
    }
    for name, pair in zip(("right", "fault"), long):
        told |= {f"{name}-o{k + 1}": f"{v:.9f}" for k, v in enumerate(pair)}
    return told


def printed_numbers():
    wrong, right, frozen = (
        printout.rerun(printout.SUSPECTS[name])
        for name in (
            "without_transpose",
            "with_transpose",
            "frozen",
        )
    )
    draws = datasets.lehmer_draws(10)
    label, V2, h = draws[:2], draws[6:].reshape(2, 2), logistic(np.ones(2))

    def loss(z):
        return 0.5 * ((logistic(V2 @ logistic(z) + 1) - label) ** 2).sum()

    o = logistic(V2 @ h + 1)
    d2 = (o - label) * o * (1 - o)
    pairs = {
        "measured": complex_gradient(loss, np.ones(2)),
        "with": V2.T @ d2 * h * (1 - h),
        "without": V2 @ d2 * h * (1 - h),
    }
    runs = {"without": wrong, "with": right, "frozen": frozen}
    told = {f"{n}-count": str(printout.agreeing(run).sum()) for n, run in runs.items()}
    for name, pair in pairs.items():
        told |= {f"{name}-{k + 1}": f"{v:.7f}" for k, v in enumerate(pair)}
    for name in ("without", "with"):
        told |= {
            f"{name}-last-{k + 1}": f"{v:.6g}" for k, v in enumerate(runs[name][4])
        }
    told |= {f"label-{k + 1}": f"{v:.4f}" for k, v in enumerate(label)}
    return told | {f"second-{k + 1}": f"{v:.4f}" for k, v in enumerate(draws[6:])}


COMPUTED = {"famous-number": famous_numbers, "print-out": printed_numbers}


class Text(HTMLParser):
    """The words of a page, its named numbers, and what stands in neither kind of mark."""

    def __init__(self, text):
        super().__init__()
        self.numbers, self.links, self.loaded = {}, [], []
        self.free, self.words, self.inside = "", "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in ("meta", "link", "input"):
            self.inside.append((tag, given))
        self.links += [given["href"]] if tag == "a" else []
        self.loaded += [
            v for k, v in attrs if k == "src" or (tag, k) == ("link", "href")
        ]

    def handle_endtag(self, tag):
        assert self.inside.pop()[0] == tag

    def handle_data(self, data):
        tag, given = self.inside[-1] if self.inside else ("", {})
        if name := given.get("data-n"):
            assert self.numbers.setdefault(name, data) == data
        elif "data-quoted" not in given:
            self.free += data
        self.words += data


@pytest.fixture(params=NAMES)
def essay(request):
    return request.param, Text((HERE / f"{request.param}.html").read_text("utf-8"))


def test_every_number_as_it_is_printed_is_the_courses(essay):
    name, page = essay
    assert page.numbers == COMPUTED[name]()


def test_no_long_number_stands_outside_a_mark(essay):
    free = re.findall(r"\d+\.\d{3,}", essay[1].free)
    assert free == []


def test_the_lesson_says_the_same():
    path = ROOT / "notebooks" / f"{LESSON}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    said = "".join(str(o) for c in cells for o in c.get("outputs", ()))
    famous, printed = famous_numbers(), printed_numbers()
    for name in (
        "loss-right",
        "loss-fault",
        "right-o1",
        "right-o2",
        "fault-o1",
        "fault-o2",
    ):
        assert famous[name] in said
    for name in ("measured-1", "with-2", "without-1", "without-2"):
        assert printed[name] in said


def test_six_minutes_and_at_most_400_kilobytes(essay):
    name, page = essay
    assert 700 < len(page.words.split()) <= 6 * 200
    assert sum((HERE / file).stat().st_size for file in files(page)) < 400_000 - 20_000


def files(page):
    return [name for name in page.loaded if not name.startswith("data:")]


def test_a_page_loads_only_what_is_copied_with_it(essay, tmp_path):
    copy_essays(tmp_path)
    assert all((tmp_path / name).is_file() for name in files(essay[1]))
    assert all(f"essays/{name}.html" in LINKS for name in NAMES)
    assert f"../lessons/{LESSON}.html" in essay[1].links


# In a browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("essays")
    copy_essays(folder)
    with served(folder) as address:
        yield address


@browser
@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_the_page_computes_what_it_prints(address, name):
    with reader(address) as page:
        page.goto(f"{address}{name}.html")
        expected = COMPUTED[name]()
        assert page.evaluate("numbers") == expected
        shown = page.evaluate(
            "[...document.querySelectorAll('[data-n]')].map(e => [e.dataset.n, e.innerText])"
        )
        assert dict(shown) == expected


@browser
@pytest.mark.browser
def test_all_rules_agree_with_the_courses_to_six_digits(address):
    with reader(address) as page:
        page.goto(f"{address}print-out.html")
        runs = page.evaluate("RUNS")
    assert set(runs) == set(printout.SUSPECTS)
    for name, rule in printout.SUSPECTS.items():
        assert np.allclose(runs[name], printout.rerun(rule), rtol=0, atol=2e-9), name


@browser
@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_figures_step_by_keyboard_and_all_is_readable(address, name, theme):
    with reader(address, theme) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{address}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        for figure in page.locator("figure").all():
            slider, status = figure.locator("input"), figure.locator("[role=status]")
            slider.press("Home")
            seen = [status.inner_text()]
            for _ in range(int(slider.get_attribute("max") or 0)):
                page.keyboard.press("ArrowRight")
                seen.append(status.inner_text())
            assert len(set(seen)) == len(seen) >= 5
            figure.get_by_role("button", name="back").click()
            assert status.inner_text() == seen[-2]
        count, low = page.evaluate(CONTRASTS)
        assert count > 10
        assert low == []


@browser
@pytest.mark.browser
def test_the_chosen_order_decides_the_loss(address):
    with reader(address) as page:
        page.goto(f"{address}famous-number.html")
        figure = page.locator("#one-step")
        figure.locator("input").press("End")
        assert "0.291027774" in figure.locator("[role=status]").inner_text()
        figure.locator("select").select_option("late")
        assert "0.291027924" in figure.locator("[role=status]").inner_text()
