// The map by keyboard: one tab stop, arrow keys to the nearest cell that way, Escape to leave.
import { nearest } from "./parts/nearest.js";

const directions = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function keyboardMap(map) {
  const cells = [...map.querySelectorAll("a.cell")];
  const says = map.querySelector("[data-map-says]");
  const hint = map.querySelector("[data-map-hint]");
  const points = cells.map((cell) => ({ x: Number(cell.dataset.x), y: Number(cell.dataset.y) }));
  let here = 0;

  const say = (cell) => {
    says.textContent = cell ? (cell.getAttribute("aria-label") ?? cell.textContent.trim()) : "";
  };
  const moveTo = (index) => {
    cells[here].setAttribute("tabindex", "-1");
    here = index;
    cells[here].setAttribute("tabindex", "0");
  };

  cells.forEach((cell, index) => {
    cell.setAttribute("tabindex", index === 0 ? "0" : "-1");
    cell.addEventListener("focus", () => {
      moveTo(index);
      say(cell);
    });
    cell.addEventListener("pointerenter", () => say(cell));
  });
  map.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.activeElement.blur();
      const next = document.getElementById(map.querySelector(".skip-link--here")?.hash.slice(1));
      next?.setAttribute("tabindex", "-1");
      next?.focus();
      return;
    }
    const direction = directions[event.key];
    if (!direction || !event.target.closest("a.cell")) {
      return;
    }
    event.preventDefault();
    const found = nearest(points, here, direction);
    if (found !== null) {
      cells[found].focus();
    }
  });
  if (hint) {
    hint.hidden = false;
  }
}

for (const map of document.querySelectorAll("[data-map]")) {
  if (map.querySelector("a.cell")) {
    keyboardMap(map);
  }
}
