// Lines that are put in order: two buttons on each move it, and the numbers follow.
export function orderable(list) {
  const lines = () => [...list.children];

  const number = () => {
    lines().forEach((line, place) => {
      line.querySelector("select").value = String(place + 1);
      line.querySelector("[data-move='up']").disabled = place === 0;
      line.querySelector("[data-move='down']").disabled = place === lines().length - 1;
    });
  };

  const button = (line, way, sign) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--small order-move";
    made.dataset.move = way;
    made.textContent = sign;
    const words = line.querySelector("span").textContent;
    made.setAttribute("aria-label", `${list.dataset[way]}: ${words}`);
    made.addEventListener("click", () => {
      const other = way === "up" ? line.previousElementSibling : line.nextElementSibling;
      if (way === "up") {
        other.before(line);
      } else {
        other.after(line);
      }
      number();
      (made.disabled ? line.querySelector("[data-move]:not([disabled])") : made).focus();
    });
    line.append(made);
  };

  const chosen = (line) => Number(line.querySelector("select").value) || Infinity;
  for (const line of lines()) {
    button(line, "up", "↑");
    button(line, "down", "↓");
  }
  if (lines().every((line) => chosen(line) < Infinity)) {
    list.append(...lines().sort((one, other) => chosen(one) - chosen(other)));
    number();
  } else {
    lines()[0].querySelector("[data-move='up']").disabled = true;
    lines().at(-1).querySelector("[data-move='down']").disabled = true;
  }
  list.addEventListener("change", (event) => {
    if (event.target.matches("select") && lines().every((line) => chosen(line) < Infinity)) {
      const numbers = new Set(lines().map(chosen));
      if (numbers.size === lines().length) {
        list.append(...lines().sort((one, other) => chosen(one) - chosen(other)));
        number();
      }
    }
  });
}
