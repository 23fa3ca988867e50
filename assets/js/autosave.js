// Pages of an application save themselves: every few seconds after a change, and again once the
// connection is back. What could not be sent stays in this browser until it was.
import { sums } from "./parts/sums.js";

const PAUSE = 4000;
const SENT = "perron:sent";

function fields(form) {
  const entries = [...new FormData(form)].filter(([name]) => name.startsWith("q-"));
  return entries.map(([name, value]) => [name, String(value)]);
}

function prepare(form) {
  const says = form.querySelector("[data-autosave-says]");
  const key = `perron:${form.dataset.autosave}`;
  let timer = 0;
  let changed = false;

  const say = (words, alarm = false) => {
    says.textContent = words;
    says.classList.toggle("alarmed", alarm);
  };

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(fields(form)));
    } catch {
      // A browser that keeps nothing: the text is still on the page.
    }
  };

  async function save() {
    changed = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      say(told.says, !told.saved);
      if (told.saved) {
        form.elements.seen.value = told.seen;
        sums(form, told.sum);
        if (!changed) {
          localStorage.removeItem(key);
        }
      }
    } catch {
      keep();
      say(navigator.onLine ? form.dataset.failed : form.dataset.offline, true);
      changed = true;
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sessionStorage.setItem(SENT, key);
  });
  window.addEventListener("online", () => changed && save());

  const kept = localStorage.getItem(key);
  if (kept && restore(form, JSON.parse(kept))) {
    say(form.dataset.found, true);
    changed = true;
  } else {
    localStorage.removeItem(key);
  }
}

// Put back what this browser kept; answers whether anything differs from what the site has.
function restore(form, kept) {
  if (JSON.stringify(kept) === JSON.stringify(fields(form))) {
    return false;
  }
  const given = new Map();
  for (const [name, value] of kept) {
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  for (const field of form.elements) {
    if (!field.name?.startsWith("q-") || field.type === "hidden") {
      continue;
    }
    const values = given.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (values.length) {
      field.value = values.shift();
    }
  }
  return true;
}

// What was sent by a button has arrived when the next page comes without an alarm.
const sent = sessionStorage.getItem(SENT);
if (sent && !document.querySelector("main [role=alert]")) {
  localStorage.removeItem(sent);
}
sessionStorage.removeItem(SENT);
// Once handed in, this browser keeps nothing of it.
for (const place of document.querySelectorAll("[data-autosave-over]")) {
  const start = `perron:${place.dataset.autosaveOver}:`;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(start))) {
    localStorage.removeItem(key);
  }
}
for (const form of document.querySelectorAll("form[data-autosave]")) {
  prepare(form);
}
