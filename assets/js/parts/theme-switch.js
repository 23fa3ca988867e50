// A button that changes between the light and the dark view and remembers the choice.
const key = "perron-theme";
const root = document.documentElement;
const night = matchMedia("(prefers-color-scheme: dark)");

function current() {
  return root.dataset.theme ?? (night.matches ? "dark" : "light");
}

function remember(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
}

/** Show the button, with the words of the view it leads to (data-dark, data-light). */
export function themeSwitch(button) {
  const words = button.querySelector("span");
  const say = () => {
    words.textContent = current() === "dark" ? button.dataset.light : button.dataset.dark;
  };
  button.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
    say();
  });
  night.addEventListener("change", say);
  say();
  button.hidden = false;
}
