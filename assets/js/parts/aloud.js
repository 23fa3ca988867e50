// Reads what is marked with data-aloud, each part in its own language; the button also stops it.
export function readAloud(tool) {
  if (!("speechSynthesis" in window)) {
    return;
  }
  const button = tool.querySelector("button");
  const begin = button.textContent;
  tool.hidden = false;

  const show = (speaks) => {
    button.textContent = speaks ? button.dataset.stop : begin;
    button.setAttribute("aria-pressed", String(speaks));
  };

  const stop = () => {
    speechSynthesis.cancel();
    show(false);
  };

  const start = () => {
    const parts = [...document.querySelectorAll("[data-aloud]")];
    const spoken = parts.map((part) => {
      const words = new SpeechSynthesisUtterance(part.innerText);
      words.lang = part.closest("[lang]").lang;
      words.rate = 0.9;
      return words;
    });
    spoken.at(-1).addEventListener("end", () => show(false));
    show(true);
    for (const words of spoken) {
      speechSynthesis.speak(words);
    }
  };

  button.addEventListener("click", () =>
    button.getAttribute("aria-pressed") === "true" ? stop() : start(),
  );
  window.addEventListener("pagehide", stop);
}
