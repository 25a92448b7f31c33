// The printed run of document 4, reproduced: matrices in single precision, sigmoid in double.
"use strict";

const MODULUS = 2147483647;  // 2^31 - 1
const PRINTED = [
  [0.0056014, -0.0142086], [0.00560088, -0.0142082], [0.00560037, -0.0142077],
  [0.00559986, -0.0142073], [0.00559935, -0.0142069],
];
const PRINTED_WEIGHTS = [0.0073, 0.3658, 1.893, 1.1272];
const ETA = 0.001;
const single = Math.fround;

/** The generator: [state, state mod 30000, number], count times. */
function drawn(count) {
  const found = [];
  for (let state = 1; found.length < count;) {
    state = (16807 * state) % MODULUS;  // below 2^53, so exact
    found.push([state, state % 30000, (state % 30000) / 10000 - 1]);
  }
  return found;
}

const DRAWS = drawn(10);
const NUMBERS = DRAWS.map((row) => row[2]);
const LABEL = NUMBERS.slice(0, 2);
const SECOND = [NUMBERS.slice(6, 8), NUMBERS.slice(8)];  // W[to][from], as there

const times = (W, v) => W.map((row) =>
  single(single(single(row[0]) * v[0]) + single(single(row[1]) * v[1])));
const turned = (W) => [[W[0][0], W[1][0]], [W[0][1], W[1][1]]];
const scaled = (v, slope) => v.map((value, k) => single(value * slope[k]));
const again = (h) => h.map((a) => single(sigmoid(a) * (1 - sigmoid(a))));
const total = (v) => single(v[0] + v[1]);

/** The rules for the hidden delta: (second weights, output deltas, h, slope). */
const RULES = {
  without_transpose: (W, d, h, s) => scaled(times(W, d), s),
  with_transpose: (W, d, h, s) => scaled(times(turned(W), d), s),
  slope_at_activation: (W, d, h) => scaled(times(turned(W), d), again(h)),
  no_slope: (W, d) => times(turned(W), d),
  one_path: (W, d, h, s) => scaled(d.map((v, k) => single(single(W[k][k]) * v)), s),
  product_of_sums: (W, d, h, s) =>
    scaled(turned(W).map((row) => single(total(row) * total(d))), s),
  frozen: () => [0, 0],
};
const NAMES = {
  without_transpose: "without the transpose",
  with_transpose: "with the transpose",
  slope_at_activation: "slope at the activation",
  no_slope: "no slope",
  one_path: "one path only",
  product_of_sums: "product of sums",
  frozen: "a hidden layer that never learns",
};

/** Both output deltas in five epochs under a rule. The input is all zeros, as it was. */
function rerun(rule) {
  let W = SECOND.map((row) => row.map(single));
  let [b1, b2] = [[1, 1], [1, 1]];
  const label = LABEL.map(single);
  return PRINTED.map(() => {
    const h = b1.map(sigmoid);
    const h32 = h.map(single);
    const o = times(W, h32).map((z, k) => sigmoid(single(z + b2[k])));
    const d2 = o.map((v, k) => single(single(v - label[k]) * single(v * (1 - v))));
    const d1 = rule(W, d2, h32, h.map((a) => single(a * (1 - a))));
    W = W.map((row, k) => row.map((w, j) => single(w - single(ETA * single(d2[k] * h32[j])))));
    b1 = b1.map((b, k) => single(b - single(ETA * d1[k])));
    b2 = b2.map((b, k) => single(b - single(ETA * d2[k])));
    return d2;
  });
}

const six = (value) => String(Number(value.toPrecision(6)));
const same = (found) =>
  found.map((row, e) => row.map((value, k) => six(value) === six(PRINTED[e][k])));
const count = (found) => same(found).flat().filter(Boolean).length;
const RUNS = Object.fromEntries(Object.entries(RULES).map(([name, rule]) => [name, rerun(rule)]));

/** Hidden delta by the rule and by measurement, in double precision, before any update. */
function judged() {
  const out = (z) => SECOND.map((row) =>
    sigmoid(1 + row[0] * sigmoid(z[0]) + row[1] * sigmoid(z[1])));
  const loss = (z) => out(z).reduce((sum, o, k) => sum + 0.5 * (o - LABEL[k]) ** 2, 0);
  const measured = [0, 1].map((j) => {
    const at = (by) => loss([1, 1].map((z, k) => (k === j ? z + by : z)));
    return (at(1e-4) - at(-1e-4)) / 2e-4;
  });
  const d = out([1, 1]).map((o, k) => (o - LABEL[k]) * o * (1 - o));
  const slope = sigmoid(1) * (1 - sigmoid(1));
  const by = (W) => W.map((row) => (row[0] * d[0] + row[1] * d[1]) * slope);
  return { measured, "with": by(turned(SECOND)), without: by(SECOND) };
}

const JUDGED = judged();
const WRONG = RUNS.without_transpose;
const CORRECT = RUNS.with_transpose;
const numbers = {
  "without-count": String(count(WRONG)),
  "with-count": String(count(CORRECT)),
  "frozen-count": String(count(RUNS.frozen)),
  "without-last-1": six(WRONG[4][0]),
  "without-last-2": six(WRONG[4][1]),
  "with-last-1": six(CORRECT[4][0]),
  "with-last-2": six(CORRECT[4][1]),
};
LABEL.forEach((v, k) => { numbers[`label-${k + 1}`] = v.toFixed(4); });
NUMBERS.slice(6).forEach((v, k) => { numbers[`second-${k + 1}`] = v.toFixed(4); });
for (const [name, pair] of Object.entries(JUDGED)) {
  pair.forEach((v, k) => { numbers[`${name}-${k + 1}`] = v.toFixed(7); });
}

// The figures

const MEANT = ["label 1", "label 2", "first weight", "second weight", "third weight",
  "fourth weight", "next layer", "next layer", "next layer", "next layer"];

function draws(step) {
  const rows = DRAWS.slice(0, step).map(([state, rest, value], k) => {
    const printed = PRINTED_WEIGHTS[k - 2];
    const hit = printed === undefined ? "not printed" : `${printed} ${value.toFixed(4) === printed.toFixed(4) ? "✓" : "✗"}`;
    const cells = [k + 1, state, rest, value.toFixed(4), hit];
    return tag("tr", {}, cells.map((c) => tag("td", {}, c)).join(""));
  });
  const head = ["draw", "s", "mod 30000", "number", "on the page"].map((t) => tag("th", { scope: "col" }, t));
  const said = step === 0 ? "The seed is s = 1. Nothing is drawn yet."
    : `Draw ${step} is ${NUMBERS[step - 1].toFixed(4)}: ${MEANT[step - 1]}.`;
  return { picture: tag("table", {}, tag("tr", {}, head.join("")) + rows.join("")), said };
}

/** Change of a delta since epoch 0 in units of 1e-6, as a place in the picture. */
const placed = (values, k, left) => values.map((row, e) =>
  [left + 32 * e, (k ? 200 : 40) - 80 * 1e6 * (row[k] - PRINTED[0][k])]);

function half(k, left, found, until) {
  const points = placed(found, k, left);
  const printed = placed(PRINTED, k, left);
  const reach = 80 * (k ? 0.05 : 0.005);
  const bars = printed.slice(0, until + 1).map(([x, y]) =>
    tag("circle", { cx: x, cy: y.toFixed(1), r: 2.5, fill: "var(--forward)" }) +
    line([[x, y - reach], [x, y + reach]], "forward"));
  return words(left + 64, 24, `δ of output ${k + 1}`) +
    line(points.slice(0, until + 1), "gradient") + bars.join("") +
    [0, 1, 2, 3, 4].map((e) => words(left + 32 * e, 222, e)).join("");
}

function suspects(epoch, id) {
  const found = RUNS[id];
  const right = same(found);
  const inside = half(0, 40, found, epoch) + half(1, 235, found, epoch) + words(200, 240, "epoch");
  const cells = [0, 1].map((k) => tag("tr", {}, tag("th", { scope: "row" }, `output ${k + 1}`) +
    tag("td", {}, six(PRINTED[epoch][k])) + tag("td", {}, six(found[epoch][k])) +
    tag("td", { class: right[epoch][k] ? "yes" : "no" }, right[epoch][k] ? "✓ same" : "✗ differs")));
  const head = [`epoch ${epoch}`, "printed", "this rule", ""].map((t) => tag("th", { scope: "col" }, t));
  const box = { viewBox: "0 0 400 245", role: "img", "aria-label": "Printed numbers as points, the rule as a line" };
  const agreed = right.slice(0, epoch + 1).flat().filter(Boolean).length;
  return {
    picture: tag("svg", box, inside) + tag("table", {}, tag("tr", {}, head.join("")) + cells.join("")),
    said: `Hidden δ ${NAMES[id]}: up to epoch ${epoch}, ${agreed} of ${2 * epoch + 2} printed numbers come out to the last digit.`,
  };
}

document.addEventListener("DOMContentLoaded", () => {
  fill(numbers);
  const rule = document.getElementById("rule");
  rule.innerHTML = Object.entries(NAMES).map(([id, name]) => tag("option", { value: id }, name)).join("");
  stepped(document.getElementById("dice"), DRAWS.length, draws);
  stepped(document.getElementById("trial"), PRINTED.length - 1, (epoch) => suspects(epoch, rule.value));
});
