// Score sheets without a network: what is written is saved to a file, and opened from one again.
const form = document.querySelector("form");
const said = document.querySelector("[role=status]");
let saved = true;

const sheets = () =>
  [...document.querySelectorAll("article")].map((article) => ({
    review: article.dataset.review,
    number: article.dataset.number,
    revision: Number(article.dataset.revision),
    marks: Object.fromEntries(
      [...article.querySelectorAll("input:checked")].map((one) => [one.dataset.code, one.value]),
    ),
    sentences: Object.fromEntries(
      [...article.querySelectorAll("textarea")].map((one) => [one.dataset.code, one.value]),
    ),
  }));

form.addEventListener("input", () => { saved = false; });

window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const whole = { format: form.dataset.format, seat: form.dataset.seat, reviews: sheets() };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(whole, null, 1)], { type: "application/json" }));
  link.download = form.dataset.name;
  link.click();
  saved = true;
  said.textContent = form.dataset.saved;
});

document.querySelector("#again").addEventListener("change", async (event) => {
  try {
    const whole = JSON.parse(await event.target.files[0].text());
    if (whole.seat !== form.dataset.seat) throw new Error("another jury");
    for (const sheet of whole.reviews) {
      const article = document.querySelector(`article[data-review="${CSS.escape(sheet.review)}"]`);
      if (!article) continue;
      for (const one of article.querySelectorAll("input[type=radio]")) {
        one.checked = sheet.marks[one.dataset.code] === one.value;
      }
      for (const one of article.querySelectorAll("textarea")) {
        one.value = sheet.sentences[one.dataset.code] ?? "";
      }
    }
    said.textContent = form.dataset.opened;
  } catch {
    said.textContent = form.dataset.refused;
  }
});
