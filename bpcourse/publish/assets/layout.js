// Breaks each column into slides. Every block is measured where it is shown, so letters are as
// large as their slide allows, and nothing is cut, whatever the fonts of this machine.
const SMALLEST = 1.4; // of a picture, in its own pixels: its letters are then a fortieth of the height
const GROWN = [1.4, 1.3, 1.2, 1.1], SHRUNK = [1, 0.92, 0.85, 0.78];

async function layOut() {
  const root = document.documentElement.classList;
  const images = [...document.querySelectorAll(".slides img")];
  await Promise.all([...document.fonts].map((font) => font.load()));
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
  images.forEach(measurePicture);
  keepPunctuation();
  root.add("flat", "measuring");
  for (const column of document.querySelectorAll(".slides > section")) breakUp(column);
  root.remove("flat", "measuring");
}

function measurePicture(image) {
  const scale = Number(image.getAttribute("width")) / image.naturalWidth || 1;
  const least = Math.min(580, SMALLEST * scale * image.naturalHeight);
  image.parentElement.style.setProperty("--least", `${Math.round(least)}px`);
}

// A full stop or comma goes with the formula before it.
function keepPunctuation() {
  for (const katex of document.querySelectorAll(".slides .block .katex")) {
    const formula = katex.closest("span:not([class])") ?? katex; // auto-render's own span
    const after = formula.nextSibling;
    const mark = after?.nodeType === Node.TEXT_NODE && /^[.,;:?!)]+/.exec(after.data);
    if (!mark) continue;
    after.splitText(mark[0].length);
    const both = document.createElement("span");
    both.className = "together";
    formula.replaceWith(both);
    both.append(formula, after);
  }
}

function breakUp(column) {
  const [head, ...blocks] = column.children;
  const first = pageOf(head);
  column.replaceChildren(first);
  column.classList.add("now");
  const pages = filled(column, first, head, blocks);
  pages.forEach(grow);
  addNotes(pages);
  column.classList.remove("now");
  if (pages.length > 1) stack(column, pages);
}

function pageOf(head) {
  const page = document.createElement("div");
  page.className = "page";
  page.append(head.cloneNode(true));
  return page;
}

// The pages of a column: what belongs together stays together where one page holds it.
function filled(column, page, head, blocks) {
  const pages = [page];
  const next = () => {
    page = pageOf(head);
    column.replaceChildren(page);
    pages.push(page);
  };
  for (const unit of units(blocks)) {
    const few = unit.every((block) => block.matches(".text, .notes"));
    if (placed(page, unit, few ? SHRUNK : [1])) continue; // words behind code go with it
    if (page.children.length > 1) next();
    if (placed(page, unit, SHRUNK)) continue;
    for (const block of unit) {
      if (placed(page, [block], SHRUNK)) continue;
      if (page.children.length > 1) next();
      if (!placed(page, [block], SHRUNK)) cut(page, block, next, () => page);
    }
  }
  return pages;
}

function placed(page, unit, sizes) {
  const before = page.style.getPropertyValue("--fit");
  page.append(...unit);
  for (const size of sizes) {
    page.style.setProperty("--fit", size);
    if (fits(page)) return true;
  }
  page.style.setProperty("--fit", before);
  unit.forEach((block) => block.remove());
  return false;
}

const fits = (page) =>
  page.scrollHeight <= page.clientHeight && page.scrollWidth <= page.clientWidth;

// A table that is longer than a page, its head on each part; anything else as it is.
function cut(page, block, next, now) {
  page.style.setProperty("--fit", 1);
  page.append(block);
  const rows = block.querySelector("tbody");
  if (!rows) return;
  const rest = block.cloneNode(true);
  const left = rest.querySelector("tbody");
  left.replaceChildren();
  while (rows.children.length > 1 && !fits(page)) left.prepend(rows.lastElementChild);
  if (!left.children.length) return;
  next();
  if (!placed(now(), [rest], [1])) cut(now(), rest, next, now);
}

// Blocks that stand together: words and what they lead to, code and what it gives.
function units(blocks) {
  const found = [];
  let leads = false;
  for (const block of blocks) {
    const notes = block.matches(".notes");
    const led = leads && !block.matches(".text, .list");
    if (found.length && (notes || led || atOnce(found))) found.at(-1).push(block);
    else found.push([block]);
    if (!notes) leads = block.matches(".code, .text");
  }
  return found;
}

const atOnce = (found) => found.at(-1).every((block) => block.matches(".notes, .prompt"));

// Letters as large as the page allows; a picture takes the room by itself.
function grow(page) {
  if (page.querySelector(".picture, .explorer") || page.style.getPropertyValue("--fit") < 1) return;
  page.parentElement ?? document.querySelector(".now").replaceChildren(page);
  const size = GROWN.find((size) => {
    page.style.setProperty("--fit", size);
    return fits(page);
  });
  page.style.setProperty("--fit", size ?? 1);
}

// Every page has words for the speaker: its own, or those of the page before.
function addNotes(pages) {
  pages.slice(1).forEach((page, k) => {
    const before = pages[k].querySelector(".notes");
    if (!page.querySelector(".notes") && before) page.append(before.cloneNode(true));
  });
}

function stack(column, pages) {
  const sections = pages.map((page) => {
    const section = document.createElement("section");
    section.className = column.className;
    section.append(page);
    return section;
  });
  column.className = "stack";
  column.replaceChildren(...sections);
}
