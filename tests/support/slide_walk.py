"""Measures every slide of a deck in the browser, and says which can't be shown."""

from __future__ import annotations

# Every slide of a deck, its answers marked, in one go. Letters in pixels of 720; a picture's
# scale is that of its own pixels, in which its smallest letters are 12 high.
WALKED = """async () => {
  const shown = e => e.checkVisibility() && !e.closest('aside, .katex-mathml, script');
  const measure = slide => {
    const box = slide.getBoundingClientRect(), scale = Reveal.getScale();
    const parts = [...slide.querySelectorAll('.page > *, pre, li, dl, table, img, svg, .katex')]
      .filter(shown).map(e => e.getBoundingClientRect()).filter(r => r.height);
    const small = [], walk = document.createTreeWalker(slide, 4);
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement, words = walk.currentNode.data.trim();
      if (!words || !shown(e) || e.closest('svg, .katex')) continue;
      const least = e.closest('pre, .kicker, code') ? 18 : 24;
      if (parseFloat(getComputedStyle(e).fontSize) < least) small.push(words.slice(0, 40));
    }
    const boxes = [...slide.querySelectorAll('pre, .live, table')].filter(shown);
    const images = [...slide.querySelectorAll('.picture img')].filter(shown);
    const drawn = i => {
      const own = Number(i.getAttribute('width')) || i.naturalWidth;
      const size = Math.min(i.offsetWidth / i.naturalWidth, i.offsetHeight / i.naturalHeight);
      return { scale: size * i.naturalWidth / own, height: size * i.naturalHeight };
    };
    return {
      slide: Reveal.getIndices(slide),
      heading: slide.textContent.trim().slice(0, 60),
      bottom: Math.max(...parts.map(r => r.bottom - box.top)) / scale,
      right: Math.max(...parts.map(r => r.right - box.left)) / scale,
      cut: boxes.filter(e => e.scrollWidth > e.clientWidth + 1).length,
      nameless: [...slide.querySelectorAll('img')].filter(i => !i.alt).length,
      pictures: images.map(drawn),
      small,
      said: (slide.querySelector('aside.notes')?.textContent.trim().length ?? 0) > 20,
    };
  };
  const found = [];
  for (const slide of Reveal.getSlides()) {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, 99);
    found.push(measure(slide));
  }
  return found;
}"""


def misfits(slide):
    """Why a slide can't be shown: its measures that are too large or too small."""
    return (
        slide["bottom"] > 716
        or slide["right"] > 1280
        or any(slide[k] for k in ("cut", "nameless", "small"))
        or [p for p in slide["pictures"] if p["scale"] < 1.3 and p["height"] < 480]
    )
