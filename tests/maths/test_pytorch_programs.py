"""Programs written for PyTorch run on the tape: document 3's listing, and our own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from bpcourse import graph, network, sweeps
from bpcourse.datasets import worked_example

DOCUMENTS = os.environ.get("BPCOURSE_DOCUMENTS")
# PyTorch 2.13 in float64; the ledger's table has the same to its 15 digits (D3-34)
GRADIENTS = {
    "1.weight": [
        [0.0004385677344743467, 0.0008771354689486934],
        [0.0004977127352608599, 0.0009954254705217198],
    ],
    "1.bias": [0.008771354689486933, 0.009954254705217198],
    "2.weight": [
        [0.08216704056423077, 0.08266762784753325],
        [-0.022602540477475067, -0.02274024221597822],
    ],
    "2.bias": [0.13849856162855695, -0.03809823651655623],
}
AFTER = {
    "1.weight": [
        [0.149780716132763, 0.199561432265526],
        [0.249751143632370, 0.299502287264739],
    ],
    "1.bias": [0.345614322655257, 0.345022872647391],
    "2.weight": [
        [0.358916479717885, 0.408666186076233],
        [0.511301270238738, 0.561370121107989],
    ],
    "2.bias": [0.530750719185722, 0.619049118258278],
}
OUTPUTS, LOSS = [[0.751365069552316, 0.772928465321463]], 0.298371108760003


@pytest.fixture
def _tape_for_torch(monkeypatch):
    """The tape under PyTorch's names, where `import torch` looks first."""
    monkeypatch.setitem(sys.modules, "torch", graph)
    monkeypatch.setitem(sys.modules, "torch.nn", graph.nn)
    monkeypatch.setitem(sys.modules, "torch.optim", graph.optim)


def run(program: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(program, "program", "exec"), names)
    return names


def numbers(x: Any) -> np.ndarray:
    return np.asarray(x.data)


# ---- document 3's listing -----------------------------------------------------------

STATEMENT = re.compile(
    r"(?=(?:class|def|return) |super\(|if __name__|print\("
    r"|self(?:\.\w+)+ = "
    r"|(?<![A-Za-z_.])[a-z]+ = "
    r"|(?<![A-Za-z_.(])[a-z]+\.[a-z_]+\(\)(?! =)"
    r"|#)"
)


def listing(page: str) -> str:
    """The program of a page that has lost its line breaks: one statement a line.

    A class stands at the margin, its methods 4 columns in, what they do 8; behind the
    line that asks for __main__ everything stands 4 columns in.
    """
    start = page.index("import torch\n")
    code = page[start : page.index("\n四.", start)]
    lines, inside = [], 0
    for statement in STATEMENT.split(code):
        if statement.startswith(("class ", "if __name__")):
            indent, inside = 0, 4
        elif statement.startswith("def "):
            indent, inside = 4, 8
        else:
            indent = inside
        lines.append(" " * indent + statement.rstrip("\n"))
    return "\n".join(lines)


def page_of_document_3() -> str:
    if not DOCUMENTS:
        pytest.skip("BPCOURSE_DOCUMENTS doesn't name the folder of the five documents")
    [path] = Path(DOCUMENTS).glob("003_*.txt")
    return path.read_text(encoding="utf-8")


def test_line_breaks_are_restored_and_nothing_else():
    page = page_of_document_3()
    restored = listing(page)
    compile(restored, "listing", "exec")
    start = page.index("import torch\n")
    original = page[start : page.index("\n四.", start)]
    assert re.sub(r"\s", "", restored) == re.sub(r"\s", "", original)
    statements = [line for line in restored.splitlines() if line.strip()]
    assert max(map(len, statements)) < 100


@pytest.mark.usefixtures("_tape_for_torch")
def test_document_3_s_listing_runs_unchanged_and_has_pytorch_s_gradients(capsys):
    names = run(listing(page_of_document_3()))
    shown = capsys.readouterr().out
    assert "tensor([[0.7514, 0.7729]]" in shown
    assert "tensor(0.2984" in shown
    assert_allclose(numbers(names["output"]), OUTPUTS, rtol=0, atol=1e-15)
    net = names["net"]
    for name, expected in GRADIENTS.items():
        layer, _, part = name.partition(".")
        parameter = getattr(getattr(net, f"linear{layer}"), part)
        assert_allclose(numbers(parameter.grad), expected, rtol=0, atol=1e-15)
        after = numbers(net.state_dict()[f"linear{name}"])
        assert_allclose(after, AFTER[name], rtol=0, atol=2e-15)


# ---- our own program ----------------------------------------------------------------

OURS = '''
import torch
import torch.nn as nn
import torch.optim as optim


class TwoLayers(nn.Module):
    """Two inputs, two hidden units, two outputs, sigmoids behind both layers."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 2)
        self.output = nn.Linear(2, 2)
        self.hidden.weight.data = torch.tensor([[0.15, 0.20], [0.25, 0.30]])
        self.hidden.bias.data = torch.tensor([0.35, 0.35])
        self.output.weight.data = torch.tensor([[0.40, 0.45], [0.50, 0.55]])
        self.output.bias.data = torch.tensor([0.60, 0.60])

    def forward(self, x):
        return torch.sigmoid(self.output(torch.sigmoid(self.hidden(x))))


net = TwoLayers()
optimizer = optim.SGD(net.parameters(), lr=0.5)
x, target = torch.tensor([[0.05, 0.10]]), torch.tensor([[0.01, 0.99]])
prediction = net(x)
loss = torch.sum((prediction - target) ** 2) / 2
print(prediction)
print(loss)

optimizer.zero_grad()
loss.backward()
gradients = {name: parameter.grad for name, parameter in net.named_parameters()}
optimizer.step()
print(net.state_dict())
'''


def check_ours(names: dict[str, Any], most: float) -> None:
    layers = {"1": "hidden", "2": "output"}
    assert_allclose(numbers(names["prediction"].data), OUTPUTS, rtol=0, atol=most)
    assert names["loss"].item() == pytest.approx(LOSS, abs=most)
    kept = names["net"].state_dict()
    for name, expected in GRADIENTS.items():
        ours = f"{layers[name[0]]}.{name[2:]}"
        assert_allclose(numbers(names["gradients"][ours]), expected, rtol=0, atol=most)
        assert_allclose(numbers(kept[ours]), AFTER[name], rtol=0, atol=2 * most)


def with_our_imports(program: str) -> str:
    """The program, its three imports changed."""
    changes = {
        "import torch\n": "from bpcourse import graph as torch\n",
        "import torch.nn as nn\n": "from bpcourse.graph import nn\n",
        "import torch.optim as optim\n": "from bpcourse.graph import optim\n",
    }
    for theirs, ours in changes.items():
        assert program.count(theirs) == 1
        program = program.replace(theirs, ours)
    return program


@pytest.fixture(params=["the course's pieces", "pieces handed in"])
def _pieces(request) -> Iterator[None]:
    if request.param == "pieces handed in":
        graph.use(
            topological_order=sweeps.topological_order,
            unbroadcast=lambda g, shape: sweeps.unbroadcast(g, shape),
            matmul_rule=lambda g, A, B: (g @ B.T, A.T @ g),
        )
    yield
    graph.use()


@pytest.mark.usefixtures("_pieces")
def test_our_program_gives_document_3_s_digits_and_the_ledger_s_numbers(capsys):
    names = run(with_our_imports(OURS))
    shown = capsys.readouterr().out
    assert shown.startswith("tensor([[0.7514, 0.7729]]")
    assert "tensor(0.2984" in shown
    check_ours(names, 1e-15)


@pytest.mark.usefixtures("_tape_for_torch")
def test_it_runs_unchanged_where_torch_is_the_tape():
    check_ours(run(OURS), 1e-15)


def test_it_runs_on_pytorch_to_single_precision():
    pytest.importorskip("torch")
    check_ours(run(OURS), 1e-7)


def test_the_delta_recursion_of_lesson_05_has_the_same_twelve_gradients():
    example = worked_example()
    found = network.backward(example.X, example.weights, example.biases, example.T)
    for layer, (dW, db) in enumerate(found, 1):
        assert_allclose(dW.T, GRADIENTS[f"{layer}.weight"], rtol=0, atol=1e-16)
        assert_allclose(db, GRADIENTS[f"{layer}.bias"], rtol=0, atol=1e-16)
