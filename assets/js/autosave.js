// Pages of an application save themselves: every few seconds after a change, and again once the
// connection is back. What could not be sent stays in this browser until it was.
import { sums } from "./parts/sums.js";

const PAUSE = 4000;
const AGAIN = 15000;

function fields(form) {
  const entries = [...new FormData(form)].filter(([name]) => name.startsWith("q-"));
  return entries.map(([name, value]) => [name, String(value)]);
}

function prepare(form) {
  const says = form.querySelector("[data-autosave-says]");
  const key = `perron:${form.dataset.autosave}`;
  let timer = 0;
  let changed = false;
  let saving = null;
  let passes = false;

  const say = (words, alarm = false) => {
    says.textContent = words;
    says.classList.toggle("alarmed", alarm);
  };

  // What was seen of the site's answers is kept beside the text: put back later, it must not
  // pass over what a colleague saved in between.
  const keep = () => {
    try {
      const seen = form.elements.seen.value;
      localStorage.setItem(key, JSON.stringify({ seen, fields: fields(form) }));
    } catch {
      // A browser that keeps nothing: the text is still on the page.
    }
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  // Answers whether the site could be reached at all.
  async function send() {
    changed = false;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
    } catch {
      unsaved(navigator.onLine ? form.dataset.failed : form.dataset.offline);
      later(AGAIN);
      return false;
    }
    try {
      const told = await answer.json();
      say(told.says, !told.saved);
      if (told.saved) {
        arrived(told);
      }
    } catch {
      unsaved(form.dataset.failed);
    }
    return true;
  }

  const unsaved = (words) => {
    changed = true;
    keep();
    say(words, true);
  };

  const arrived = (told) => {
    form.elements.seen.value = told.seen;
    sums(form, told.sum);
    if (changed) {
      keep();
    } else {
      localStorage.removeItem(key);
    }
  };

  // One at a time: the second must know what the first one saved.
  async function save() {
    clearTimeout(timer);
    while (saving) {
      await saving;
    }
    saving = send();
    const reached = await saving;
    saving = null;
    return reached;
  }

  form.addEventListener("input", () => {
    changed = true;
    keep();
    later(PAUSE);
  });
  // A button sends the page only once the site was reached: whoever has no connection stays here.
  form.addEventListener("submit", async (event) => {
    if (passes) {
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    if (await save()) {
      passes = true;
      form.requestSubmit(button);
    }
  });
  window.addEventListener("online", () => changed && save());
  // Back by the browser's own button, the page is as it was left.
  window.addEventListener("pageshow", () => {
    passes = false;
  });

  const kept = read(key);
  if (kept && !form.closest("main").querySelector("[role=alert]") && restore(form, kept.fields)) {
    form.elements.seen.value = kept.seen;
    say(form.dataset.found, true);
    changed = true;
  } else {
    localStorage.removeItem(key);
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
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
