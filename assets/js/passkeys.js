// Passkeys: the browser's side of adding one, and of being asked for one.
import { create, get } from "./parts/webauthn.js";

const options = (form) => JSON.parse(document.getElementById(form.dataset.options).textContent);

// The sign-in page knows nobody yet: its question is fetched when the button is pressed.
async function question(form) {
  if (form.dataset.options) {
    return options(form).request_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return (await answer.json()).request_options;
}

async function credential(form) {
  if (form.dataset.passkey === "create") {
    const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
    return create(options(form).creation_options, alone);
  }
  return get(await question(form));
}

function prepare(form) {
  const says = form.querySelector("[data-passkey-says]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await credential(form));
      form.submit();
    } catch {
      says.hidden = false;
      says.focus();
    } finally {
      button.disabled = false;
    }
  });
  form.hidden = false;
}

// Browsers know no passkeys for an address in figures, nor without encryption but on this machine.
const able = "PublicKeyCredential" in window && !/^(\d+\.){3}\d+$|^\[/.test(location.hostname);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (able) {
    prepare(form);
  }
}
for (const part of document.querySelectorAll("[data-passkey-unable]")) {
  part.hidden = able;
}
for (const part of document.querySelectorAll("[data-passkey-able]")) {
  part.hidden = !able;
}
