// Sorting for a table whose rows are all on the page: each heading becomes a button.

function valueOf(row, column) {
  const cell = row.cells[column];
  const plain = cell?.dataset.value;
  return plain === undefined ? (cell?.textContent.trim() ?? "") : Number(plain);
}

function compare(a, b, words) {
  if (typeof a === "number" && typeof b === "number") {
    return a - b;
  }
  return words.compare(String(a), String(b));
}

function sortBy(table, column, descending, words) {
  const body = table.tBodies[0];
  const rows = [...body.rows].sort((one, other) => compare(valueOf(one, column), valueOf(other, column), words));
  body.append(...(descending ? rows.reverse() : rows));
}

/** Give every heading of the table a button; aria-sort tells the order in force. */
export function sortable(table) {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort-button";
    button.append(...heading.childNodes);
    const sign = document.createElement("span");
    sign.className = "sort-sign";
    sign.ariaHidden = "true";
    button.append(sign);
    heading.append(button);
    button.addEventListener("click", () => {
      const descending = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sortBy(table, column, descending, words);
    });
  });
}
