// The worked example, 2-2-2 sigmoid units, trained on its weights alone. W[j][k]: from j to k.
"use strict";

const ETA = 0.5;
const X = [0.05, 0.1];
const T = [0.01, 0.99];
const START = {
  W1: [[0.15, 0.25], [0.2, 0.3]], b1: [0.35, 0.35],
  W2: [[0.4, 0.5], [0.45, 0.55]], b2: [0.6, 0.6],
};

const layer = (x, W, b) =>
  b.map((bias, k) => sigmoid(bias + x.reduce((sum, value, j) => sum + value * W[j][k], 0)));
const less = (W, x, delta) => W.map((row, j) => row.map((w, k) => w - ETA * x[j] * delta[k]));

function forward(net) {
  const h = layer(X, net.W1, net.b1);
  const o = layer(h, net.W2, net.b2);
  return { h, o };
}

function loss(net) {
  return forward(net).o.reduce((sum, o, k) => sum + 0.5 * (o - T[k]) ** 2, 0);
}

/** All parts of one step; late: the output weights are updated before the hidden delta. */
function parts(net, late) {
  const { h, o } = forward(net);
  const d2 = o.map((value, k) => (value - T[k]) * value * (1 - value));
  const W2 = less(net.W2, h, d2);
  const read = late ? W2 : net.W2;
  const d1 = h.map((a, j) => (d2[0] * read[j][0] + d2[1] * read[j][1]) * a * (1 - a));
  return { h, o, d2, d1, read, next: { ...net, W1: less(net.W1, X, d1), W2 } };
}

function trained(steps, late, seen = () => {}) {
  let net = START;
  for (let step = 0; step < steps; step++) {
    seen(step, net);
    net = parts(net, late).next;
  }
  seen(steps, net);
  return net;
}

/** dE/dw of W1[j][k], measured: the loss a little to the right less a little to the left. */
function measured(j, k) {
  const at = (by) => {
    const W1 = START.W1.map((row) => [...row]);
    W1[j][k] += by;
    return loss({ ...START, W1 });
  };
  return (at(1e-4) - at(-1e-4)) / 2e-4;
}

const PUBLISHED = {  // the tutorial's eight weights after one step
  ...START,
  W1: [[0.149780716, 0.24975114], [0.19956143, 0.29950229]],
  W2: [[0.35891648, 0.51130127], [0.408666186, 0.561370121]],
};
const RIGHT = parts(START, false);
const FAULT = parts(START, true);
const LONG = [trained(10000, false), trained(10000, true)];

const numbers = {
  "loss-before": loss(START).toFixed(9),
  "loss-right": loss(RIGHT.next).toFixed(9),
  "loss-fault": loss(FAULT.next).toFixed(9),
  "loss-published-weights": loss(PUBLISHED).toFixed(9),
  "gap": (loss(FAULT.next) - loss(RIGHT.next)).toExponential(1).replace("e-7", " × 10⁻⁷"),
  "slope-measured": measured(0, 0).toFixed(9),
  "slope-right": (X[0] * RIGHT.d1[0]).toFixed(9),
  "slope-fault": (X[0] * FAULT.d1[0]).toFixed(9),
  "slope-short": `${Math.round(100 * (1 - FAULT.d1[0] / RIGHT.d1[0]))} %`,
  "w5-old": START.W2[0][0].toFixed(2),
  "w5-new": RIGHT.next.W2[0][0].toFixed(6),
  "right-o1": forward(LONG[0]).o[0].toFixed(9),
  "right-o2": forward(LONG[0]).o[1].toFixed(9),
  "fault-o1": forward(LONG[1]).o[0].toFixed(9),
  "fault-o2": forward(LONG[1]).o[1].toFixed(9),
  "right-9999": loss(trained(9999, false)).toFixed(10),
  "fault-10000": loss(LONG[1]).toFixed(10),
};

// The figures

const PLACES = { x: [[50, 70], [50, 190]], h: [[200, 70], [200, 190]], o: [[350, 70], [350, 190]] };

function edges(from, to, W, kind, digits) {
  const drawn = [];
  from.forEach(([x, y], j) => to.forEach(([u, v], k) => {
    drawn.push(line([[x + 24, y], [u - 24, v]], kind));
    const s = j === k ? 0.5 : 0.27;
    const at = [x + 24 + s * (u - x - 48), y + s * (v - y) - 5];
    drawn.push(words(...at.map((p) => p.toFixed(0)), W[j][k].toFixed(digits)));
  }));
  return drawn.join("");
}

function units(places, tops, bottoms) {
  return places.map(([x, y], k) =>
    tag("circle", { cx: x, cy: y, r: 24, fill: "var(--soft)", stroke: "var(--grey)" }) +
    words(x, y + 4, tops[k], "forward") + words(x, y + 40, bottoms[k], "gradient")).join("");
}

/** What each step of the figure has done: [words, h and o known, d2, d1, W2 new, W1 new]. */
function story(late) {
  const update = ["The output weights are updated. From here on the old ones are gone.", 1, 1, late ? 0 : 1, 1, 0];
  const hidden = [late
    ? "The hidden δ reads the output weights, and finds the new ones: weights that the forward pass never used."
    : "The hidden δ reads the output weights, which are still the old ones.", 1, 1, 1, late ? 1 : 0, 0];
  return [
    ["The start: two inputs, two hidden units, two outputs, eight weights.", 0, 0, 0, 0, 0],
    [`Forward: the outputs should be ${T[0]} and ${T[1]}. The loss is ${numbers["loss-before"]}.`, 1, 0, 0, 0, 0],
    ["Backward: δ of both outputs, below them.", 1, 1, 0, 0, 0],
    ...(late ? [update, hidden] : [hidden, update]),
    ["The first layer's weights are updated.", 1, 1, 1, 1, 1],
    [`The loss after this step is ${numbers[late ? "loss-fault" : "loss-right"]}.`, 1, 1, 1, 1, 1],
  ];
}

function network(step, late) {
  const made = late ? FAULT : RIGHT;
  const [said, known, d2, d1, new2, new1] = story(late)[step];
  const shown = (values, is, digits) => values.map((v) => (is ? v.toFixed(digits) : ""));
  const W1 = new1 ? made.next.W1 : START.W1;
  const W2 = new2 ? made.next.W2 : START.W2;
  const inside = edges(PLACES.x, PLACES.h, W1, new1 ? "gradient" : "line", new1 ? 4 : 2) +
    edges(PLACES.h, PLACES.o, W2, new2 ? "gradient" : "line", new2 ? 4 : 2) +
    units(PLACES.x, X, ["", ""]) +
    units(PLACES.h, shown(made.h, known, 4), shown(made.d1, d1, 6)) +
    units(PLACES.o, shown(made.o, known, 4), shown(made.d2, d2, 6)) +
    [[50, "input"], [200, "hidden"], [350, "output"]].map(([x, t]) => words(x, 30, t)).join("");
  const box = { viewBox: "0 0 400 245", role: "img", "aria-label": "The network with its numbers" };
  return { picture: tag("svg", box, inside), said };
}

const MARKS = [0, 1, 10, 100, 1000, 10000];

function curve(late) {
  const found = [];
  trained(10000, late, (step, net) => {
    if (step === 0 || step % 10 ** Math.floor(Math.log10(step)) === 0) found.push([step, loss(net)]);
  });
  return found;
}

const CURVES = [curve(false), curve(true)];
const across = (step) => 60 + (step ? 60 * (1 + Math.log10(step)) : 0);
const down = (value) => 20 - 40 * Math.log10(value);

function losses(at) {
  const frame = MARKS.map((m) => words(across(m), 226, m.toLocaleString("en"))).join("") +
    [1, 0.1, 0.01, 0.001, 0.0001].map((v) => words(46, down(v) + 4, v, "", "end") +
      line([[52, down(v)], [370, down(v)]], "line", { "stroke-width": 1 })).join("");
  const drawn = CURVES.map((points, late) =>
    line(points.map(([s, v]) => [across(s), down(v)]), late ? "gradient" : "forward",
      late ? { "stroke-dasharray": "7 6" } : {}));
  const step = MARKS[at];
  const [right, fault] = CURVES.map((points) => points.find(([s]) => s === step)[1]);
  const here = line([[across(step), 20], [across(step), 210]], "ink", { "stroke-width": 1 });
  const named = words(360, 40, "right order", "forward", "end") + words(360, 56, "faulty order, dashed", "gradient", "end");
  const box = { viewBox: "0 0 400 245", role: "img", "aria-label": "Loss of both programs against the step" };
  return {
    picture: tag("svg", box, frame + drawn.join("") + here + named + words(215, 243, "step")),
    said: `Step ${step.toLocaleString("en")}: loss ${right.toFixed(10)} in the right order, ${fault.toFixed(10)} in the faulty one.`,
  };
}

document.addEventListener("DOMContentLoaded", () => {
  fill(numbers);
  const order = document.getElementById("order");
  stepped(document.getElementById("one-step"), 6, (step) => network(step, order.value === "late"));
  stepped(document.getElementById("long-run"), MARKS.length - 1, losses);
});
