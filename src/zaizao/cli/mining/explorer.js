"use strict";
/* The map of a real process: how much of it is shown, which figures, and what touches what. */
for (const map of document.querySelectorAll(".pm")) {
  const levels = [...map.querySelectorAll(".pm-level")];
  const range = map.querySelector(".pm-range");
  const figures = map.querySelector(".pm-figures");
  const hint = figures.textContent;

  const release = () => {
    for (const one of map.querySelectorAll(".lit")) one.classList.remove("lit");
    for (const one of map.querySelectorAll(".touched")) one.classList.remove("touched");
    figures.textContent = hint;
  };
  const show = (place) => {
    release();
    levels.forEach((level, index) => { level.hidden = index !== place; });
    range.value = place;
    range.setAttribute("aria-valuetext", levels[place].dataset.says);
  };
  const find = (svg, code) => svg.querySelector(`.mp-node[data-n="${code}"]`);
  const light = (part) => {
    release();
    const svg = part.closest("svg");
    svg.classList.add("touched");
    part.classList.add("lit");
    figures.textContent = part.dataset.says || part.getAttribute("aria-label") || hint;
    if (part.classList.contains("mp-edge")) {
      for (const code of [part.dataset.s, part.dataset.t]) find(svg, code)?.classList.add("lit");
      return;
    }
    for (const edge of svg.querySelectorAll(".mp-edge")) {
      if (edge.dataset.s !== part.dataset.n && edge.dataset.t !== part.dataset.n) continue;
      edge.classList.add("lit");
      for (const code of [edge.dataset.s, edge.dataset.t]) find(svg, code)?.classList.add("lit");
    }
  };
  const part = (event) => event.target.closest?.(".mp-node, .mp-edge");
  const step = (from, key) => {
    const svg = from.closest("svg");
    const nodes = [...svg.querySelectorAll(".mp-node[tabindex]")];
    if (key === "ArrowLeft" || key === "ArrowRight") {
      return nodes[nodes.indexOf(from) + (key === "ArrowRight" ? 1 : -1)];
    }
    const [here, there] = key === "ArrowDown" ? ["s", "t"] : ["t", "s"];
    const edges = [...svg.querySelectorAll(".mp-edge")].filter((edge) => edge.dataset[here] === from.dataset.n);
    const ends = edges.reverse().map((edge) => find(svg, edge.dataset[there])); /* the strongest is drawn last */
    return ends.find((node) => node && node !== from && node.hasAttribute("tabindex"));
  };

  map.classList.add("live");
  range.addEventListener("input", () => show(Number(range.value)));
  map.addEventListener("pointerover", (event) => { const found = part(event); if (found) light(found); });
  map.addEventListener("pointerleave", release);
  map.addEventListener("focusin", (event) => { const found = part(event); if (found) light(found); });
  map.addEventListener("focusout", (event) => { if (part(event)) release(); });
  map.addEventListener("keydown", (event) => {
    const found = part(event);
    if (event.key === "Escape") { release(); return; }
    if (!found || !event.key.startsWith("Arrow")) return;
    const next = step(found, event.key);
    if (next) { event.preventDefault(); next.focus(); }
  });
  if (matchMedia("(max-width: 40rem)").matches) show(Number(map.dataset.small));
}
