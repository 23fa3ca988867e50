// Runs before the first paint, so that nobody is dazzled: the view a reader chose earlier.
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("perron-theme");
  } catch {
    // Storage may be forbidden; the system's setting then decides.
  }
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
}
