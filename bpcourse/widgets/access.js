// What ipywidgets leave out for those who use a keyboard or a screen reader: names for
// the handles, numbers and buttons of sliders and players; keys that JupyterLab takes for
// itself; and one lasting live region an explorer, which says the words under the picture.
// Where the front end doesn't hide the still picture above a widget that lives, this does.
(() => {
  if (window.bpcourseAccess) return;
  window.bpcourseAccess = true;
  const KEYS = ["Arrow", "Home", "End", "Page", "Enter", " "];
  const BUTTONS = ["play or pause", "stop, back to the start", "repeat"];
  const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";

  const named = (part, words, role) => {
    if (!part || part.getAttribute("aria-label") === words) return;
    part.setAttribute("aria-label", words);
    if (role) part.setAttribute("role", role);
  };

  const ALL = ".bpcourse-explorer, .bpcourse-question";

  const names = explorer => {
    for (const slider of explorer.querySelectorAll(".widget-slider")) {
      const words = slider.querySelector("label").textContent;
      named(slider.querySelector(".noUi-handle"), words);
      named(slider.querySelector(".widget-readout"), `${words}, as a number`, "textbox");
    }
    for (const play of explorer.querySelectorAll(".widget-play"))
      play.querySelectorAll("button").forEach((button, k) => named(button, BUTTONS[k]));
  };

  const speak = explorer => {
    const words = [...explorer.querySelectorAll(".bpcourse-words")]
      .find(part => part.checkVisibility());
    if (!words) return;
    let live = explorer.querySelector(".bpcourse-live");
    if (!live) {
      live = document.createElement("div");
      live.className = "bpcourse-live";
      live.style.cssText = HIDDEN;
      live.setAttribute("role", "status");
      live.setAttribute("aria-live", "polite");
      explorer.append(live);
    }
    for (const part of [words, ...words.querySelectorAll("[role=status]")]) {
      part.removeAttribute("role");
      part.removeAttribute("aria-live");
    }
    if (live.textContent !== words.textContent) live.textContent = words.textContent;
  };

  const hideStill = widget => {
    if (document.querySelector(".jp-OutputArea")) return;  // a style sheet does it there
    const before = [...document.querySelectorAll(".bpcourse-still")].filter(still =>
      still.compareDocumentPosition(widget) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (before.length) before.at(-1).style.display = "none";
  };

  let asked = false;
  const mend = () => {
    asked = false;
    for (const explorer of document.querySelectorAll(ALL)) {
      names(explorer);
      speak(explorer);
      hideStill(explorer);
    }
  };
  new MutationObserver(() => {
    if (!asked) requestAnimationFrame(mend);
    asked = true;
  }).observe(document.body, { childList: true, subtree: true });
  mend();

  // before JupyterLab's own listener, which is the document's
  window.addEventListener("keydown", event => {
    const here = event.target;
    if (!here.closest || !here.closest(ALL)) return;
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    const ours = plain && KEYS.some(key => event.key.startsWith(key));
    if (ours) here.setAttribute("data-lm-suppress-shortcuts", "true");
    else here.removeAttribute("data-lm-suppress-shortcuts");
  }, { capture: true });
})();
