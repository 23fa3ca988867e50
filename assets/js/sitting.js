// The test: reads a question aloud where the browser can, moves lines by buttons, prints.
import { readAloud } from "./parts/aloud.js";
import { orderable } from "./parts/order.js";

for (const tool of document.querySelectorAll("[data-aloud-tool]")) {
  readAloud(tool);
}
for (const list of document.querySelectorAll("[data-order]")) {
  orderable(list);
}
for (const tool of document.querySelectorAll("[data-print-tool]")) {
  tool.hidden = false;
  tool.querySelector("button").addEventListener("click", () => window.print());
}
