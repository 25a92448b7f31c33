"""Words in pictures: large enough for a projector, whole, and not on top of each other."""

from __future__ import annotations

import itertools

import chromium
import numpy as np
import pytest
from drawing.test_figures import figures
from explorers import explorers, values_of
from rotation import WHOLE, part, sweep

from bpcourse.drawing import flow, flow_frames, picture
from bpcourse.network import Network

SMALLEST = 12  # CSS pixels, nine points
FAULTS = """([svg, smallest]) => {
  document.body.innerHTML = svg;
  const card = document.querySelector('svg'), all = card.getBoundingClientRect();
  card.style.fontFamily = 'DejaVu Sans, sans-serif';  // the widest of the usual ones
  const scale = all.width / card.viewBox.baseVal.width;
  const words = [...card.querySelectorAll('text')].filter(t => t.textContent.trim())
    .map(t => ({text: t.textContent, box: t.getBoundingClientRect(),
                size: scale * parseFloat(getComputedStyle(t).fontSize)}));
  const ink = box => [box.top + box.height / 5, box.bottom - box.height / 5];
  const meet = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right
    && ink(a)[0] < ink(b)[1] && ink(b)[0] < ink(a)[1];
  const out = [];
  words.forEach((one, i) => {
    const box = one.box;
    if (one.size < smallest - 0.01) out.push(`small: ${one.text}`);
    if (box.left < all.left || box.right > all.right || box.top < all.top - 1
        || box.bottom > all.bottom + 1) out.push(`cut: ${one.text}`);
    for (const other of words.slice(i + 1))
      if (meet(box, other.box)) out.push(`on each other: ${one.text}, ${other.text}`);
  });
  return out;
}"""


@pytest.fixture(scope="module")
def faults():
    """A function: SVG text → what is wrong with its words, as Chromium draws them."""
    if chromium.missing():
        pytest.skip(chromium.missing())
    with chromium.browser() as new_page:
        page = new_page()
        yield lambda svg: page.evaluate(FAULTS, [svg, SMALLEST])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('<text x="9" y="20" font-size="12">one</text>', []),
        ('<text x="9" y="20" font-size="11">one</text>', ["small: one"]),
        ('<text x="80" y="20" font-size="12">one two</text>', ["cut: one two"]),
        (
            '<text x="9" y="20" font-size="12">one</text>'
            '<text x="20" y="24" font-size="12">two</text>',
            ["on each other: one, two"],
        ),
    ],
)
def test_each_fault_is_seen(faults, words, found):
    size = 'viewBox="0 0 100 40" width="100" height="40"'
    assert faults(f"<svg {size}>{words}</svg>") == found


@pytest.mark.browser
@pytest.mark.slow
@sweep
@pytest.mark.parametrize("make", part(list(explorers()), 4))
def test_words_of_every_explorer(faults, make):
    explorer = make()
    seen: set[str] = set()
    for _ in positions(explorer):
        frames = getattr(explorer, "frames", None)
        drawn = [explorer.svg]
        if frames:
            drawn = [f.svg for f in part(frames, 1 + len(frames) // 20)]
        for svg in set(drawn) - seen:
            assert faults(svg) == []
        seen.update(drawn)
    assert len(seen) > 3


def positions(explorer):
    """Every choice, and with each of them every slider over its range."""
    lists = [c for c in explorer.controls.values() if hasattr(c, "options")]
    rest = [c for c in explorer.controls.values() if c not in lists]
    every = list(itertools.product(*(values_of(c, 9) for c in lists)))
    for chosen in every if WHOLE else every[:: 1 + len(every) // 6]:
        for control, value in zip(lists, chosen, strict=True):
            control.value = value
        yield
        for control in rest:
            if control.disabled or control is getattr(explorer, "slider", None):
                continue
            start = control.value
            for value in values_of(control, 5 if WHOLE else 3):
                control.value = value
                yield
            control.value = start


@pytest.mark.browser
@pytest.mark.slow
@sweep
@pytest.mark.parametrize("sizes", [[8] * 7, [1, 1], [2, 5, 3], [4, 8, 8, 2]])
def test_words_of_the_flow_of_any_network(faults, sizes):
    net = Network(sizes, hidden="tanh", seed=1)
    X = 3 * np.random.default_rng(0).normal(size=(1, sizes[0]))
    record = flow.record(net, X, np.eye(sizes[-1])[:1])
    for mistake in part(flow.mistakes(record), 2):
        for frame in flow_frames.frames(record, mistake=mistake):
            assert faults(frame.svg) == []


@pytest.mark.browser
@pytest.mark.slow
@sweep
@pytest.mark.parametrize("function", part(list(figures()), 4))
def test_words_of_every_figure(monkeypatch, faults, function):
    drawn = picture._png
    monkeypatch.setattr(picture, "_png", lambda f: assert_letters(f) or drawn(f))
    shown = function()
    assert shown.svg is None or faults(shown.svg) == []


def assert_letters(figure) -> None:
    """No words of a matplotlib figure are small, cut off or on top of each other."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    with matplotlib.rc_context(picture.SETTINGS):
        picture._dress(figure)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    found = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text()]
    assert min(t.get_fontsize() for t in found) >= SMALLEST * 0.75  # points
    ticks = {t for ax in figure.axes for t in ticks_of(ax)}  # some lie outside, hidden
    boxes = [
        t.get_window_extent(canvas.get_renderer()) for t in found if t not in ticks
    ]
    for box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0
        assert box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height
    for one, other in itertools.combinations(boxes, 2):
        assert not one.padded(-1).overlaps(other.padded(-1))


def ticks_of(ax) -> list:
    """The labels at an axes' ticks."""
    axes = (ax.xaxis, ax.yaxis)
    return [label for axis in axes for label in axis.get_ticklabels(which="both")]
