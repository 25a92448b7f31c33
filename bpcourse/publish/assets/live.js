// Explorers that step without a kernel: a value set on one control goes along its wires.
(() => {
  const read = (part) => Number(part.dataset.value ?? part.value);

  function show(part, value) {
    if (part.classList.contains("stack")) {
      [...part.children].forEach((frame, i) => { frame.hidden = i !== value; });
    }
    if (part.type === "range") part.nextElementSibling.value = value;
    if ("value" in part.dataset) part.dataset.value = value;
    else part.value = value;
  }

  function wire(live) {
    const wires = JSON.parse(live.dataset.wires);
    const part = (name) => live.querySelector(`[data-model="${name}"]`);

    function set(name, value) {
      if (part(name).dataset.shown === String(value)) return;
      part(name).dataset.shown = value;
      show(part(name), value);
      for (const [from, to] of wires) {
        if (from === name) set(to, value);
        if (to === name) set(from, value);
      }
    }

    live.addEventListener("input", (event) => {
      if (event.target.dataset.model) set(event.target.dataset.model, Number(event.target.value));
    });
    for (const button of live.querySelectorAll(".play")) play(button, set);
    stepping(live, set);
  }

  // live.step(k): k pictures further, as far as there are any; whether there were.
  function stepping(live, set) {
    const stack = live.querySelector(".stack");
    live.steps = () => ({ now: read(stack), last: stack.children.length - 1 });
    live.step = (count) => {
      const { now, last } = live.steps();
      const next = Math.min(last, Math.max(0, now + count));
      if (next !== now) set(stack.dataset.model, next);
      return next !== now;
    };
  }

  function play(button, set) {
    const name = button.dataset.model;
    const last = Number(button.dataset.last);
    let timer = 0;

    function rest() {
      clearInterval(timer);
      timer = 0;
      button.textContent = "▶";
      button.setAttribute("aria-label", "play");
    }

    function step() {
      set(name, read(button) + 1);
      if (read(button) >= last) rest();
    }

    button.addEventListener("click", () => {
      if (timer) return rest();
      if (read(button) >= last) set(name, 0);
      button.textContent = "❚❚";
      button.setAttribute("aria-label", "pause");
      timer = setInterval(step, Number(button.dataset.interval));
    });
  }

  document.querySelectorAll(".live").forEach(wire);
})();
