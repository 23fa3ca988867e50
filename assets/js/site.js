// What every page gets when scripts run: the theme switch and sorting of small tables.
import { sortable } from "./parts/sort-table.js";
import { themeSwitch } from "./parts/theme-switch.js";

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  themeSwitch(button);
}
for (const table of document.querySelectorAll("table[data-sort]")) {
  sortable(table);
}
