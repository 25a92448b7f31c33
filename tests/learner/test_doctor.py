"""`doctor()`: what is broken is named with its remedy, and the slider needs the kernel."""

from __future__ import annotations

import sys

import pytest

from bpcourse.learner import doctor


def findings() -> dict[str, str]:
    return dict(doctor.doctor().findings)


def test_a_whole_installation_has_nothing_wrong_but_that_this_is_no_notebook():
    wrong = {what for what, text in findings().items() if text}
    assert wrong == {"kernel"}


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "pip install numpy" in findings()["packages"]


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST", (sys.version_info[0] + 1, 0))
    assert "or newer is needed" in findings()["Python"]


def test_a_folder_that_cannot_be_written_is_named(monkeypatch):
    def refuse(**_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert "bpcourse lab --dir" in findings()["this folder"]


def test_a_broken_part_becomes_a_sentence_and_stops_nothing(monkeypatch):
    def broken() -> str:
        raise ImportError("no backend")

    monkeypatch.setattr(doctor, "_plots", broken)
    monkeypatch.setattr(doctor, "_widget", broken)
    found = findings()
    assert found["plots"] == found["widgets"] == "ImportError: no backend"


@pytest.mark.parametrize("value", [0, 7])
def test_the_line_below_the_slider_answers_from_the_kernel(value):
    slider, answer = doctor.trial().children
    assert "✓" not in answer.value
    assert "Restart the kernel" in answer.value
    slider.value = value
    assert answer.value.endswith(f"heard {value}")


def test_nothing_is_called_well_that_was_not_tried():
    assert "widgets" not in findings(), "only moving the slider shows that widgets work"
