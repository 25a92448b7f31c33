// Keys, wherever one has clicked: an explorer steps first, and then the slides go on.
const FURTHER = { " ": "some", PageDown: "some", n: "some", ArrowRight: 1 };
const BACK = { PageUp: "some", p: "some", ArrowLeft: -1 };
const PRESSES = 12; // of a presenter's remote, until an explorer has been stepped through

function keys() {
  document.addEventListener("keydown", onKey, true);
  // After a click, the keys belong to the slides again.
  document.addEventListener("change", leave, true);
  document.addEventListener("click", leave, true);
}

function leave(event) {
  const control = event.target.closest?.(".live input, .live select, .live button");
  if (control && (event.type === "change" || event.detail)) control.blur();
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const at = document.activeElement;
  const tag = at?.closest(".live") ? at.tagName : "";
  const own = tag === "SELECT" || (tag === "BUTTON" && ["Enter", " "].includes(event.key)) ||
    (tag === "INPUT" && ["Home", "End"].includes(event.key));
  if (own || event.key === "Tab") return;
  if (tag === "INPUT") at.blur(); // reveal.js hears no key in an input
  if (stepped(event)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

function stepped(event) {
  const live = Reveal.getCurrentSlide()?.querySelector(".live");
  if (!live) return false;
  const key = event.key === " " && event.shiftKey ? "p" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const last = live.steps().last;
  const some = Math.max(1, Math.round(last / PRESSES));
  if (key in FURTHER) return live.step(FURTHER[key] === "some" ? some : 1);
  if (key in BACK) return live.step(BACK[key] === "some" ? -some : -1);
  return false;
}
