// Esc: every column with its number, to be chosen by click, arrow keys and Enter.
function contents() {
  const box = document.createElement("dialog");
  box.className = "contents";
  box.setAttribute("aria-label", "All slides");
  document.body.append(box);

  function open() {
    if (Reveal.isOverlayOpen()) return Reveal.toggleHelp(false);
    box.replaceChildren(...[...document.querySelectorAll(".slides > section")].map(entry));
    box.showModal();
    box.querySelectorAll("a")[Reveal.getIndices().h].focus();
  }

  function entry(column, k) {
    const link = document.createElement("a");
    const from = column.querySelector("h1, h2, .prompt").cloneNode(true);
    from.querySelectorAll(".katex-mathml").forEach((hidden) => hidden.remove());
    link.href = `#/${k}`;
    link.textContent = `${k + 1}  ${from.textContent}`;
    link.className = column.querySelector("h1, h2") ? "" : "asked";
    link.addEventListener("click", () => box.close());
    return link;
  }

  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const links = [...box.querySelectorAll("a")];
    links[links.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  });
  return open;
}
