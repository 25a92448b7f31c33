"""Pictures: well formed, the same every time, with words, and right in what they show."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree

import matplotlib.style
import numpy as np
import pytest
from lesson_figures import figures_of

from bpcourse.course import all_lessons
from bpcourse.course.lesson_01 import curves, tangent
from bpcourse.course.lesson_01 import figures as lesson_01
from bpcourse.drawing import palette, svg
from bpcourse.drawing.picture import Picture

pytestmark = pytest.mark.filterwarnings(
    "error",
    # matplotlib 3.8 calls names that newer versions of pyparsing have renamed
    "ignore:.*deprecated:DeprecationWarning",
)

DARK = {
    "text.color": "white",
    "legend.labelcolor": "white",
    "lines.linewidth": 5.0,
    "axes.titlecolor": "white",
    "font.weight": "bold",
    "axes.xmargin": 0.4,
    "mathtext.fontset": "cm",
}
XML = "{http://www.w3.org/2000/svg}"


def figures():
    """Every function of a lesson's module that gives a Picture and needs no argument."""
    for number in all_lessons():
        for name, function in figures_of(number):
            signature = inspect.signature(function)
            free = all(p.default is not p.empty for p in signature.parameters.values())
            if free and signature.return_annotation == "Picture":
                yield pytest.param(function, id=f"lesson_{number}.{name}")


@cache
def drawn(function) -> Picture:
    return function()


@pytest.mark.parametrize("function", list(figures()))
def test_every_figure_is_the_same_under_a_readers_style_and_says_what_it_shows(
    function,
):
    one = drawn(function)
    with matplotlib.rc_context():
        matplotlib.style.use("dark_background")
        matplotlib.rcParams.update(DARK)
        assert function().html == one.html
        assert matplotlib.rcParams["text.color"] == "white"  # the reader's own stays
    assert len(one.alt) > 60 and "nan" not in one.alt.split()
    assert one._repr_mimebundle_() == {"text/plain": one.alt, "text/html": one.html}


@pytest.mark.parametrize("function", list(figures()))
def test_every_figure_is_drawn_to_its_edges_and_fits_a_notebook(function):
    picture = drawn(function)
    if picture.svg is not None:
        width = float(ElementTree.fromstring(picture.svg).get("width"))
    else:
        assert picture.png.startswith(b"\x89PNG")
        width = picture.width
    assert 200 <= width <= 860  # the column of a notebook at 1280 pixels


def test_a_picture_needs_words():
    with pytest.raises(ValueError, match="alt is empty"):
        Picture("<svg/>", "  ")


def test_alt_text_with_quotes_and_brackets_stays_inside_its_attribute():
    alt = "a \"b\" <c> & 'd'"
    html = Picture(svg.card(10, 10, [], "t"), alt).html
    image = ElementTree.fromstring(html.replace('">', '"/>'))
    assert image.get("alt") == alt


def test_figures_open_without_matplotlib_and_never_pyplot():
    code = (
        "import sys; from bpcourse.course.lesson_01 import curves, figures, tangent as f;"
        "f.tangent(curves.Curve('tanh'), 1.0); assert 'matplotlib' not in sys.modules;"
        "figures.corners(); assert 'matplotlib.pyplot' not in sys.modules;"
        "assert 'ipywidgets' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


def test_a_pyplot_figure_is_closed_so_that_it_is_not_shown_twice():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    figure, _ = pyplot.subplots()
    Picture(figure, "an empty plot, made with pyplot")
    assert figure.number not in pyplot.get_fignums()


def test_letters_and_lines_stand_out_from_white():
    for colour in (palette.INK, palette.GREY, palette.PARAMETER):
        assert contrast_with_white(colour) >= 7
    for colour in (palette.FORWARD, palette.GRADIENT, palette.TARGET):
        assert contrast_with_white(colour) >= 3


def test_no_two_meanings_look_alike_to_a_colour_blind_eye():
    names = ("FORWARD", "GRADIENT", "TARGET", "HIGHLIGHT", "PARAMETER")
    seen = [deuteranope(getattr(palette, name)) for name in names]
    gaps = [np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i]]
    assert min(gaps) > 0.15


def test_numbers_have_a_real_minus_and_no_minus_zero():
    assert svg.number(-2.5) == "−2.5" and svg.fixed(-1e-9) == "0.0000"
    assert "-" not in svg.number(-1e-30)


@pytest.mark.parametrize(("low", "high"), [(-0.25, 1.25), (0, 1e-9), (-7e6, 3), (2, 3)])
def test_ticks_are_round_few_and_inside(low, high):
    values = svg.ticks(low, high)
    assert 2 <= len(values) <= 9
    assert low <= values[0] + 1e-12 and values[-1] <= high * (1 + 1e-9) + 1e-12
    assert np.allclose(np.diff(values), values[1] - values[0])


# Lesson 01's explorer


CASES = [
    ("sigmoid", 1.0, 1 / (2 + np.e + 1 / np.e)),
    ("sigmoid", -5.9, np.exp(-5.9) / (1 + np.exp(-5.9)) ** 2),
    ("tanh", 5.6, 1 / np.cosh(5.6) ** 2),
    ("tanh", -0.3, 1 / np.cosh(0.3) ** 2),
    ("relu", 3.0, 1.0),
    ("relu", -3.0, 0.0),
    ("leaky_relu", -2.0, 0.3),
    ("scaled_sigmoid", 0.0, 3 / (4 * 0.5)),
]


@pytest.mark.parametrize(("name", "x", "slope"), CASES)
def test_the_tangent_that_is_drawn_has_the_slope_of_the_function(name, x, slope):
    drawn = tangent.tangent(curve(name), x).svg
    [line] = lines(drawn, palette.GRADIENT, dashed=True)
    assert slope_of(name, line) == pytest.approx(slope, abs=0.02)


@pytest.mark.parametrize(("name", "x", "slope"), CASES)
def test_the_triangle_rises_by_the_slope_over_a_run_of_one(name, x, slope):
    drawn = tangent.tangent(curve(name), x).svg
    triangle = lines(drawn, palette.HIGHLIGHT)[0]
    (a, base), _, (b, top) = in_axes(name, triangle)
    assert b - a == pytest.approx(1, abs=0.01)
    assert top - base == pytest.approx(slope, abs=0.03)


@pytest.mark.parametrize(("name", "low"), [("relu", 0.0), ("leaky_relu", 0.3)])
def test_at_a_corner_stand_three_of_the_many_slopes(name, low):
    drawn = tangent.tangent(curve(name), 0.0).svg
    fan = [slope_of(name, line) for line in lines(drawn, palette.GRADIENT, dashed=True)]
    wanted = [low, (low + 1) / 2, 1]
    assert fan[:3] == pytest.approx(wanted, abs=0.02)
    assert f"any value from {low:g} to 1" in tangent.tangent(curve(name), 0.0).alt


@pytest.mark.parametrize(("x", "named"), [(3.5, False), (3.7, True), (-3.7, True)])
def test_saturation_is_named_where_the_slope_is_below_a_tenth(x, named):
    # sigma' = 0.025 where sigma = (1 + sqrt(0.9)) / 2, at x = 3.6369
    words = tangent.tangent(curve("sigmoid"), x).alt
    assert ("Saturated" in words) == named


def test_the_slope_is_traced_up_to_x_and_no_further():
    drawn = tangent.tangent(curve("sigmoid"), 1.0).svg
    solid = lines(drawn, palette.GRADIENT, dashed=False)
    longest = max(solid, key=len)
    start, end = (424 + (x + 6) / 12 * 318 for x in (-6.0, 1.0))
    assert longest[0][0] == pytest.approx(start, abs=0.2)
    assert longest[-1][0] == pytest.approx(end, abs=0.2)


@pytest.mark.parametrize("name", curves.CURVES)
def test_words_carry_the_value_and_the_slope_to_four_digits(name):
    words = tangent.tangent(curve(name), 0.5).alt
    value, slope = (
        float(re.search(rf"{key} (\S+?)[.,;]? ", words + " ")[1])
        for key in ("value", "slope")
    )
    h = 1e-6
    f = curve(name).f
    assert value == pytest.approx(float(f(0.5)), abs=6e-5)
    measured = (f(0.5 + h) - f(0.5 - h)) / (2 * h)
    assert slope == pytest.approx(float(measured), abs=6e-5)


@pytest.mark.parametrize("depth", [1, 3, 30])
def test_the_part_left_of_a_gradient_is_the_power_of_the_slope(depth):
    alt = lesson_01.gradient_through_layers(depth).alt
    assert f"After {depth} layers" in alt and f"sigmoid at 0 {0.25**depth:.1e}" in alt


def curve(name: str) -> curves.Curve:
    return curves.Curve(name, p=0.3, A=3.0, B=0.5)


def lines(drawn: str, colour: str, dashed: bool | None = None) -> list[list]:
    """Points of the polylines of a colour; the key's two-point samples left out."""
    found = []
    for item in ElementTree.fromstring(drawn).iter(f"{XML}polyline"):
        points = [tuple(map(float, p.split(","))) for p in item.get("points").split()]
        in_key = len(points) == 2 and points[1][0] - points[0][0] == 24
        is_dashed = item.get("stroke-dasharray") == "8 4"
        if item.get("stroke") == colour and not in_key and dashed in (None, is_dashed):
            found.append(points)
    return found


def in_axes(name: str, points: list) -> list[tuple[float, float]]:
    """Pixels of the left plot, back in its numbers."""
    low, high = tangent._HEIGHTS[name]
    return [
        (-6 + (x - 46) / 318 * 12, high - (y - 44) / 232 * (high - low))
        for x, y in points
    ]


def slope_of(name: str, points: list) -> float:
    (a, low), *_, (b, high) = in_axes(name, points)
    return (high - low) / (b - a)


def rgb(colour: str) -> np.ndarray:
    """Linear light of a colour, 0 to 1."""
    parts = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast_with_white(colour: str) -> float:
    return 1.05 / (float(rgb(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05)


def deuteranope(colour: str) -> np.ndarray:
    """How an eye without green cones sees it (Viénot, Brettel, Mollon 1999)."""
    matrix = [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
    return np.clip(np.array(matrix) @ rgb(colour), 0, 1) ** (1 / 2.2)
