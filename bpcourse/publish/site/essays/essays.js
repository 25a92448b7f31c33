// What both essays share: the theme, numbers that are filled in, figures that are stepped.
"use strict";

const dark = matchMedia("(prefers-color-scheme: dark)");
const setTheme = () => {
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
};
dark.addEventListener("change", setTheme);
setTheme();

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** Put every computed number into its place: {name: text} by data-n. */
function fill(numbers) {
  for (const place of document.querySelectorAll("[data-n]")) {
    place.textContent = numbers[place.dataset.n];
  }
}

/** An element of SVG or HTML as text; the values of attributes are ours. */
function tag(name, attributes, inside = "") {
  const told = Object.entries(attributes).map(([k, v]) => ` ${k}="${v}"`);
  return `<${name}${told.join("")}>${inside}</${name}>`;
}

const words = (x, y, inside, kind = "", anchor = "middle") =>
  tag("text", { x, y, class: kind, "text-anchor": anchor }, inside);

const line = (points, colour, more = {}) =>
  tag("polyline", {
    points: points.map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" "),
    fill: "none", stroke: `var(--${colour})`, "stroke-width": 2, ...more,
  });

/** Buttons and a slider with keys for a figure: draw(step) gives {picture, said}. */
function stepped(figure, last, draw) {
  const [slider] = figure.getElementsByTagName("input");
  const [back, on] = figure.getElementsByTagName("button");
  const picture = figure.querySelector(".picture");
  const status = figure.querySelector("[role=status]");
  slider.max = last;
  const show = () => {
    const step = Number(slider.value);
    const made = draw(step);
    picture.innerHTML = made.picture;
    status.textContent = made.said;
    slider.setAttribute("aria-valuetext", `step ${step} of ${last}`);
  };
  const move = (by) => () => {
    slider.value = Number(slider.value) + by;
    show();
  };
  back.addEventListener("click", move(-1));
  on.addEventListener("click", move(1));
  slider.addEventListener("input", show);
  figure.addEventListener("change", show);
  show();
}
