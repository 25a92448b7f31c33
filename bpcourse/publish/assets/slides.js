// Mathematics at once, then the layout: whatever is measured is measured as it is shown.
// The speaker's window has no style sheet of ours: its notes are MathML, which browsers know.
const mathematics = {
  delimiters: [
    { left: "$$", right: "$$", display: true },
    { left: "$", right: "$", display: false },
  ],
  throwOnError: false,
};
for (const notes of document.querySelectorAll("aside.notes")) {
  renderMathInElement(notes, { ...mathematics, output: "mathml" });
}
renderMathInElement(document.body, { ...mathematics, ignoredClasses: ["notes"] });

// A dark room: the key D, or ?dark in the address. With ?handout, pages to print.
const asked = new URLSearchParams(location.search);
const room = document.documentElement.classList;
room.toggle("dark", asked.has("dark"));

function begin() {
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0.02,
    maxScale: 3,
    center: false,
    hash: true,
    slideNumber: "h.v",
    transition: "none",
    overview: false,
    plugins: [RevealNotes],
  });
  const open = contents();
  const bind = (keyCode, key, description, done) =>
    Reveal.addKeyBinding({ keyCode, key, description }, done);
  bind(68, "D", "Light or dark room", () => room.toggle("dark"));
  bind(65, "A", "Mark the answer, or leave it open", () =>
    Reveal.getCurrentSlide().classList.toggle("told"));
  bind(27, "Esc", "All slides, by number", open);
  bind(79, "O", "All slides, by number", open);
  keys();
}

layOut().then(() => {
  if (asked.has("handout")) room.add("flat", "handout", "print-pdf"); // reveal.js has rules of its own
  else begin();
});
