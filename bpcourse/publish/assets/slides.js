// Mathematics at once, then the slides: whatever is measured later is measured as it is shown.
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
if (asked.has("handout")) room.add("handout", "print-pdf"); // else reveal.js has rules of its own

function begin() {
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0.02,
    maxScale: 3,
    center: false,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
    plugins: [RevealNotes],
  });
  const key = { keyCode: 68, key: "D", description: "Light or dark room" };
  Reveal.addKeyBinding(key, () => room.toggle("dark"));
}

if (!asked.has("handout")) begin();
