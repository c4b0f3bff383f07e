// Marking: words are chosen with the mouse, by touch or with keys, and then given a
// label. Marks are kept here and in the file that the reader saves, nowhere else.
"use strict";
const form = document.getElementById("marking"), said = document.getElementById("said");
const names = {};
for (const b of document.querySelectorAll(".pen[data-kind]")) names[b.dataset.kind] = b.textContent.replace(/^\d/, "").trim();

// A text is one copy: its words in order, and which sentence each is in.
const texts = [...document.querySelectorAll(".to-mark")].map((box, index) => {
  const words = [...box.querySelectorAll(".w")], sentences = [...box.querySelectorAll(".sentence")];
  const text = {box, index, words, id: box.dataset.document, name: box.dataset.name, sentenceOf: [], caret: 0};
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-multiselectable", "true");
  box.setAttribute("aria-label", "Words of " + text.name);
  [...box.children].forEach((p, i) => { p.setAttribute("role", "group"); p.setAttribute("aria-label", "Paragraph " + (i + 1)); });
  words.forEach((w, i) => {
    w.setAttribute("role", "option");
    w.setAttribute("aria-selected", "false");
    w.tabIndex = i ? -1 : 0;
    w.dataset.i = i;
    text.sentenceOf[i] = sentences.indexOf(w.closest(".sentence"));
  });
  return text;
});
document.getElementById("marker").hidden = document.getElementById("then-box").hidden = false;

let marks = [];        // {text, from, to, kind}: words from..to of one sentence
let history = [];      // earlier marks, for undo
let chosen = null;     // {text, anchor, focus}
let changed = false;   // since it was saved

const span = c => [Math.min(c.anchor, c.focus), Math.max(c.anchor, c.focus)];
const words = (text, from, to) => {
  const a = text.words[from], b = text.words[to];
  if (a.parentNode !== b.parentNode) return a.textContent + " … " + b.textContent;
  let out = "";
  for (let n = a; ; n = n.nextSibling) { out += n.textContent; if (n === b) return out; }
};
function say(what) { said.textContent = what; }

function draw(text) {
  const kinds = text.words.map(() => new Set());
  for (const m of marks) if (m.text === text.index) for (let i = m.from; i <= m.to; i++) kinds[i].add(m.kind);
  const [from, to] = chosen && chosen.text === text.index ? span(chosen) : [1, 0];
  text.words.forEach((w, i) => {
    const is = i >= from && i <= to;
    w.className = ["w", ...[...kinds[i]].map(k => "is-" + k), is ? "is-chosen" : ""].join(" ").trim();
    w.setAttribute("aria-selected", is);
    if (kinds[i].size) w.setAttribute("aria-label", w.textContent + ", " + [...kinds[i]].map(k => names[k]).join(", "));
    else w.removeAttribute("aria-label");
    const gap = w.nextSibling;
    if (gap && gap.nodeType === 1 && gap.className.startsWith("g")) {
      const through = [...kinds[i]].filter(k => marks.some(m => m.text === text.index && m.kind === k && m.from <= i && m.to > i));
      gap.className = ["g", ...through.map(k => "is-" + k), is && i < to ? "is-chosen" : ""].join(" ").trim();
    }
  });
}

function choose(text, anchor, focus, quiet) {
  const before = chosen;
  chosen = {text: text.index, anchor, focus};
  if (before && before.text !== text.index) draw(texts[before.text]);
  draw(text);
  const [from, to] = span(chosen);
  if (!quiet) say(from === to ? `Chosen: “${words(text, from, to)}”. Choose the last word, or say what it is.` : `Chosen: “${words(text, from, to)}”. What is it?`);
}
function unchoose() {
  if (!chosen) return;
  const text = texts[chosen.text];
  chosen = null;
  draw(text);
}
function sentence(text, i) {
  const s = text.sentenceOf[i];
  return [text.sentenceOf.indexOf(s), text.sentenceOf.lastIndexOf(s)];
}
function remember() { history.push(marks.map(m => ({...m}))); changed = true; }

// label gives the chosen words a kind, a mark for each sentence.
function label(kind) {
  if (!chosen) return say("Choose words first.");
  const text = texts[chosen.text], [from, to] = span(chosen);
  remember();
  for (let i = from; i <= to; ) {
    let [, end] = sentence(text, i);
    const m = {text: text.index, from: i, to: Math.min(end, to), kind};
    i = m.to + 1;
    marks = marks.filter(o => {
      if (o.text !== m.text || o.kind !== kind || o.to < m.from || o.from > m.to) return true;
      m.from = Math.min(m.from, o.from); m.to = Math.max(m.to, o.to);
      return false;
    });
    marks.push(m);
  }
  const what = words(text, from, to);
  unchoose();
  say(`Marked as ${names[kind].toLowerCase()}: “${what}”.`);
}
function remove() {
  if (!chosen) return say("Choose the marked words first.");
  const text = texts[chosen.text], [from, to] = span(chosen);
  const here = m => m.text === text.index && m.from <= to && m.to >= from, just = m => here(m) && m.from === from && m.to === to;
  const off = marks.some(just) ? just : here; // a mark that was clicked, not those around it
  const left = marks.filter(m => !off(m));
  if (left.length === marks.length) return say("There is no mark on these words.");
  remember();
  marks = left;
  unchoose();
  say("Mark taken off.");
}
function undo() {
  if (!history.length) return say("Nothing to undo.");
  marks = history.pop();
  changed = true;
  unchoose();
  texts.forEach(draw);
  say("Undone.");
}
function whole() {
  if (!chosen) return say("Choose a word of the sentence first.");
  const text = texts[chosen.text];
  choose(text, ...sentence(text, chosen.focus));
}
const acts = {sentence: whole, remove, undo};

for (const b of document.querySelectorAll(".pen"))
  b.addEventListener("click", () => {
    const text = chosen && texts[chosen.text];
    b.dataset.kind ? label(b.dataset.kind) : acts[b.dataset.act]();
    if (text && b.matches(":focus-visible")) text.words[text.caret].focus();
  });

// Mouse and touch. A click chooses a word, a second one the words up to it; the
// mouse may also draw. Clicking a mark chooses its words.
let drawn = null; // where the mouse began to draw
let ends = 0;     // clicks that made the choice
const wordAt = e => { const w = e.target.closest && e.target.closest(".w"); return w && {text: texts.find(t => t.box.contains(w)), i: Number(w.dataset.i)}; };
for (const text of texts) {
  text.box.addEventListener("pointerdown", e => {
    const at = wordAt(e);
    if (at && e.pointerType === "mouse" && e.button === 0) drawn = {from: at.i, moved: false};
  });
  text.box.addEventListener("pointermove", e => {
    if (!drawn) return;
    const at = wordAt(e);
    if (!at || at.text !== text || at.i === drawn.from && !drawn.moved) return;
    drawn.moved = true;
    choose(text, drawn.from, at.i);
  });
  text.box.addEventListener("click", e => {
    const at = wordAt(e), was = drawn;
    drawn = null;
    if (was && was.moved) { ends = 2; return; }
    if (!at) return;
    caret(text, at.i, true);
    if (chosen && chosen.text === text.index && (ends === 1 || e.shiftKey)) {
      ends = 2;
      if (chosen.anchor === at.i && !e.shiftKey) { unchoose(); ends = 0; return say("Choose words in a text."); }
      return choose(text, chosen.anchor, at.i);
    }
    const on = marks.filter(m => m.text === text.index && m.from <= at.i && m.to >= at.i).sort((a, b) => a.to - a.from - b.to + b.from)[0];
    ends = on ? 2 : 1;
    if (!on) return choose(text, at.i, at.i);
    choose(text, on.from, on.to, true);
    say(`Marked as ${names[on.kind].toLowerCase()}. Take it off, or give it one more kind.`);
  });
  text.box.addEventListener("dblclick", e => { const at = wordAt(e); if (at) { ends = 2; choose(text, ...sentence(text, at.i)); } });
  text.box.addEventListener("keydown", e => keys(text, e));
}
document.addEventListener("pointerup", () => setTimeout(() => { drawn = null; }));

// Keys. The caret is the word that has the focus.
function caret(text, i, quiet) {
  text.words[text.caret].tabIndex = -1;
  text.caret = i;
  text.words[i].tabIndex = 0;
  text.words[i].focus({preventScroll: quiet});
}
function keys(text, e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const i = text.caret, s = text.sentenceOf, last = text.words.length - 1;
  const starts = n => Math.max(0, s.indexOf(Math.min(Math.max(n, 0), s[last])));
  const to = {ArrowRight: i + 1, ArrowLeft: i - 1, ArrowDown: starts(s[i] + 1), ArrowUp: starts(i > starts(s[i]) ? s[i] : s[i] - 1),
    Home: starts(s[i]), End: s.lastIndexOf(s[i]), PageUp: 0, PageDown: last}[e.key];
  const kind = Object.keys(names)[Number(e.key) - 1];
  if (to !== undefined) {
    const goal = Math.min(Math.max(to, 0), last);
    if (e.shiftKey) choose(text, chosen && chosen.text === text.index ? chosen.anchor : i, goal);
    else if (chosen) unchoose();
    ends = 0;
    caret(text, goal);
  } else if (kind || e.key === "Delete" || e.key === "Backspace") {
    if (!chosen || chosen.text !== text.index) choose(text, i, i, true);
    kind ? label(kind) : remove();
  } else if (e.key === "s" || e.key === "S") choose(text, ...sentence(text, i));
  else if (e.key === "z" || e.key === "Z") undo();
  else if (e.key === "Enter" || e.key === " ") chosen ? unchoose() : choose(text, i, i);
  else if (e.key === "Escape") { unchoose(); say("Choose words in a text."); }
  else return;
  e.preventDefault();
}

// Files.
function file() {
  return {format: form.dataset.format, version: Number(form.dataset.version), story: form.dataset.story, title: form.dataset.title,
    name: document.getElementById("reader").value.trim(),
    marks: marks.map(m => {
      const t = texts[m.text];
      return {document: t.id, start: Number(t.words[m.from].dataset.s), end: Number(t.words[m.to].dataset.e), kind: m.kind, text: words(t, m.from, m.to)};
    })};
}
document.getElementById("save").addEventListener("click", () => {
  const f = file(), a = document.createElement("a");
  const plain = s => s.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 40);
  a.href = URL.createObjectURL(new Blob([JSON.stringify(f, null, 1)], {type: "application/json"}));
  a.download = ["marks", plain(f.title), plain(f.name)].filter(Boolean).join("-") + ".json";
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  changed = false;
  say(`Saved ${f.marks.length} marks as ${a.download}.`);
});
form.addEventListener("submit", () => { document.getElementById("marks").value = JSON.stringify(file()); });
document.getElementById("go-on").addEventListener("change", async e => {
  const f = e.target.files[0];
  if (!f) return;
  try {
    const saved = JSON.parse(await f.text());
    if (saved.format !== form.dataset.format || saved.story !== form.dataset.story) throw new Error("other");
    const read = saved.marks.map(m => {
      const t = texts.find(t => t.id === m.document);
      const from = t.words.findIndex(w => Number(w.dataset.s) === m.start), to = t.words.findIndex(w => Number(w.dataset.e) === m.end);
      if (from < 0 || to < from || !names[m.kind]) throw new Error("changed");
      return {text: t.index, from, to, kind: m.kind};
    });
    remember();
    marks = read;
    document.getElementById("reader").value = saved.name || "";
    unchoose();
    texts.forEach(draw);
    say(`Opened ${read.length} marks.`);
  } catch {
    say("That file has no marks on these texts.");
  }
});
window.addEventListener("beforeunload", e => { if (changed && marks.length) e.preventDefault(); });
