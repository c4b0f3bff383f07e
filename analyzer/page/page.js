"use strict";
(() => {
  const view = document.querySelector(".view"), boxes = [...document.querySelectorAll(".view input, .choose input")];
  const first = new Map(boxes.map(b => [b, b.checked]));

  // The state of the switches is kept in the address, so that a view can be sent to others.
  const name = b => b.id || b.closest(".story").id + "." + b.value;
  const show = b => {
    if (b.id) return;
    const story = b.closest(".story");
    if (b.value >= 40) story.querySelectorAll(`[data-col="${b.value}"]`).forEach(e => { e.hidden = !b.checked; }); // the style sheet knows no more columns
    const shown = new Set([...story.querySelectorAll(".choose input:checked")].map(c => c.value));
    for (const l of story.querySelectorAll(".lines > .line")) l.hidden = ![...l.children].some(c => shown.has(c.dataset.col) && c.childElementCount);
  };
  const showAll = () => { for (const s of document.querySelectorAll(".story")) { const b = s.querySelector(".choose input:not(:checked)"); if (b) show(b); } };
  const read = () => {
    const m = /^#view=(.*)$/.exec(location.hash);
    if (!m) return;
    const changed = new Set(m[1].split(","));
    for (const b of boxes) b.checked = first.get(b) !== changed.has(name(b));
    for (const b of boxes) if (b.value >= 40) show(b);
    document.querySelectorAll(".choose").forEach(c => show(c.querySelector("input")));
  };
  const write = () => history.replaceState(null, "", "#view=" + boxes.filter(b => b.checked !== first.get(b)).map(name).join(","));
  for (const b of boxes) { b.addEventListener("change", () => { show(b); write(); }); if (b.value >= 40) show(b); }
  addEventListener("hashchange", read);
  showAll();
  read();
  view?.addEventListener("submit", e => e.preventDefault());
  view?.addEventListener("keydown", e => {
    const d = view.querySelector("details");
    if (e.key === "Escape" && d.open) { d.open = false; d.querySelector("summary").focus(); }
  });

  // The card says beside a mark what the list says of its findings.
  const card = document.createElement("div");
  card.className = "card";
  card.hidden = true;
  card.setAttribute("aria-hidden", "true"); // the sign is described by the list itself
  document.body.append(card);
  let shown = null, timer = 0;
  const findings = e => {
    const ids = [];
    if (e.matches(".ref")) ids.push(e.hash.slice(1));
    for (let m = e.closest("mark"); m; m = m.parentElement.closest("mark")) if (m.dataset.f && !ids.includes(m.dataset.f)) ids.push(m.dataset.f);
    return ids.map(id => document.getElementById(id)).filter(f => f && f.offsetParent);
  };
  const light = on => {
    document.querySelectorAll(".lit").forEach(m => m.classList.remove("lit"));
    if (on) for (const f of findings(on)) document.querySelectorAll(`mark[data-f="${f.id}"]`).forEach(m => m.classList.add("lit"));
  };
  const close = () => { clearTimeout(timer); card.hidden = true; shown = null; light(null); };
  const open = e => {
    clearTimeout(timer);
    const fs = findings(e);
    if (!fs.length) return close();
    shown = e;
    light(e);
    card.replaceChildren(...fs.map(f => {
      const c = f.cloneNode(true);
      c.removeAttribute("id");
      c.querySelectorAll("[id]").forEach(x => x.removeAttribute("id"));
      const go = document.createElement("a");
      go.className = "go"; go.href = "#" + f.id; go.tabIndex = -1; go.textContent = "in the list ↓";
      c.querySelectorAll("a").forEach(a => a.replaceWith(...a.childNodes));
      c.querySelector(".said")?.remove();
      c.querySelector(".vh")?.remove();
      c.append(go);
      const item = document.createElement("div");
      item.className = c.className;
      item.append(...c.childNodes);
      return item;
    }));
    card.style.maxHeight = "";
    card.hidden = false;
    const at = e.getClientRects()[0] || e.getBoundingClientRect(), box = card.getBoundingClientRect(), bar = view ? view.offsetHeight : 0;
    const end = [...e.getClientRects()].pop() || at;
    const room = innerHeight - bar - end.bottom - 14, above = at.top - 14;
    const below = box.height < room || room > above;
    card.style.maxHeight = Math.max(120, Math.min(box.height, below ? room : above)) + "px";
    card.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.width - 8)) + scrollX + "px";
    card.style.top = (below ? end.bottom + 6 : at.top - 6 - Math.min(box.height, Math.max(120, above))) + scrollY + "px";
  };
  const later = (f, ms) => { clearTimeout(timer); timer = setTimeout(f, ms); };
  const target = e => e.target.closest ? e.target.closest(".texts .ref, .texts mark[data-f]") : null;
  document.addEventListener("pointerover", e => {
    if (e.pointerType === "touch") return;
    const m = target(e);
    if (m) { if (m !== shown) later(() => open(m), card.hidden ? 250 : 120); else clearTimeout(timer); }
    else if (card.contains(e.target)) clearTimeout(timer);
    else if (!card.hidden && shown !== document.activeElement) later(close, 250);
    else if (card.hidden) clearTimeout(timer);
  });
  document.addEventListener("focusin", e => { const m = target(e); if (m && m.matches(":focus-visible")) open(m); else if (!card.contains(e.target)) close(); });
  document.addEventListener("keydown", e => { if (e.key === "Escape") close(); });
  document.addEventListener("click", e => {
    const m = target(e), touch = e.pointerType === "touch" || matchMedia("(hover: none)").matches;
    if (card.contains(e.target)) { if (e.target.closest("a")) close(); return; }
    if (!m) return close();
    if (touch && (m !== shown || card.hidden) && e.detail > 0) { e.preventDefault(); open(m); } // the next tap follows the link
    else if (m.matches(".ref")) close();
  });

  // A list of stories can be searched.
  const search = document.querySelector("#find"), rows = [...document.querySelectorAll("[data-find]")];
  if (search) {
    search.closest("[hidden]")?.removeAttribute("hidden");
    search.addEventListener("input", () => {
      const words = search.value.toLowerCase().split(/\s+/);
      let n = 0;
      for (const r of rows) { r.hidden = !words.every(w => r.textContent.toLowerCase().includes(w)); n += !r.hidden; }
      document.querySelector("#found").textContent = n + " of " + rows.length;
    });
  }

  // What is folded is printed.
  let folded = [];
  addEventListener("beforeprint", () => { folded = [...document.querySelectorAll("details:not([open], .rewordings, .view details)")]; folded.forEach(d => { d.open = true; }); close(); });
  addEventListener("afterprint", () => folded.forEach(d => { d.open = false; }));
})();
