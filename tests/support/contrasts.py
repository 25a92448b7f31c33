"""Contrast of every text that a page in the browser shows: a script to evaluate there."""

# Gives [how many texts, [[element, [ratio, text]], …] of those below 4.5].
CONTRASTS = """() => {
  const channel = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const read = text => { const n = (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
    return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
  const over = (a, b, part) => [0, 1, 2].map(i => a[i] * part + b[i] * (1 - part));
  const behind = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const c = read(getComputedStyle(e).backgroundColor);
      if (c[3] > 0) layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((below, c) => over(c, below, c[3]), [255, 255, 255]);
  };
  const opacity = element => {
    let part = 1;
    for (let e = element; e; e = e.parentElement) part *= Number(getComputedStyle(e).opacity);
    return part;
  };
  const low = new Map(), walk = document.createTreeWalker(document.body, 4);
  let count = 0;
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim()) continue;
    if (element.closest('script, style, svg, .katex-mathml')) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(element), ground = behind(element), ink = read(style.color);
    const shown = over(ink, ground, ink[3] * opacity(element));
    const [a, b] = [light(shown), light(ground)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    count += 1;
    if (ratio < 4.5) low.set(`${element.tagName}.${element.className}`,
      [ratio.toFixed(2), walk.currentNode.data.trim().slice(0, 40)]);
  }
  return [count, [...low]];
}"""
