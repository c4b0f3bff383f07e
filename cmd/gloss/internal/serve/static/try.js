// The first page: more boxes, dropped files, and a warning before too much is sent.
"use strict";
const more = document.getElementById("more");
const boxes = [...document.querySelectorAll(".text-box.more")];
function fold() {
  for (const b of boxes) b.hidden = !b.querySelector("textarea").value && !b.dataset.open;
  more.hidden = !boxes.some(b => b.hidden);
}
more.addEventListener("click", () => {
  const next = boxes.find(b => b.hidden);
  next.dataset.open = "yes";
  fold();
  next.querySelector("input").focus();
});
fold();

for (const area of document.querySelectorAll("textarea[data-max]")) {
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.id = area.id + "-note";
  area.setAttribute("aria-describedby", note.id);
  area.after(note);
  area.addEventListener("input", () => {
    const max = Number(area.dataset.max), is = [...area.value].length;
    note.textContent = is > max ? `This is ${is.toLocaleString("en")} characters long; gloss takes ${max.toLocaleString("en")}. Keep only the article itself.` : "";
    note.className = is > max ? "too-long" : "";
  });
}

const drop = document.getElementById("drop"), files = document.getElementById("files"), chosen = document.getElementById("chosen");
const form = document.getElementById("try"), tooMuch = document.getElementById("too-much"), encoder = new TextEncoder();
form.addEventListener("submit", e => { // what is refused unread cannot be given back
  let bytes = 20000;
  for (const f of files.files) bytes += f.size;
  for (const area of form.querySelectorAll("textarea")) bytes += encoder.encode(area.value).length;
  const is = bytes > Number(form.dataset.max);
  if (is) e.preventDefault();
  tooMuch.textContent = is ? "That is too much at once. Take smaller files, or copy the article itself out of them and paste it." : "";
  tooMuch.className = is ? "too-long" : "";
});
function say() {
  const names = [...files.files].map(f => f.name);
  chosen.textContent = names.length ? "Chosen: " + names.join(", ") : "";
}
files.addEventListener("change", say);
for (const type of ["dragenter", "dragover"])
  document.addEventListener(type, e => {
    if (![...e.dataTransfer.types].includes("Files")) return;
    e.preventDefault();
    drop.classList.add("over");
  });
for (const type of ["dragleave", "drop"]) document.addEventListener(type, () => drop.classList.remove("over"));
document.addEventListener("drop", e => {
  if (!e.dataTransfer.files.length) return;
  e.preventDefault();
  const all = new DataTransfer();
  for (const f of [...files.files, ...e.dataTransfer.files]) all.items.add(f);
  files.files = all.files;
  say();
});
