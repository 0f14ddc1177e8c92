"use strict";
// What scripts add to the desk. Every page works without them.

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

// "/" goes to the search box from anywhere that is not a field.
document.addEventListener("keydown", (event) => {
  const find = document.getElementById("find");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !find || typing(event.target)) return;
  event.preventDefault();
  find.focus();
  find.select();
});

// A table that is wider than its place can be scrolled by keyboard.
for (const wide of document.querySelectorAll(".wide:not([tabindex])")) {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
}

// A row that was added takes the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  const rows = event.detail.elt.querySelectorAll("fieldset.row");
  if (rows.length) rows[rows.length - 1].querySelector(".values input, .values select").focus();
});

// A filter shows its list as soon as it is chosen.
for (const box of document.querySelectorAll("select[data-submits]")) {
  box.addEventListener("change", () => box.form.requestSubmit());
}

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  window.setTimeout(() => { delete form.dataset.sent; form.removeAttribute("aria-busy"); }, 15000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) { delete form.dataset.sent; form.removeAttribute("aria-busy"); }
});

// The first step of recording: a page dropped, chosen or pasted is read at once.
const start = document.querySelector("form[data-start]");
if (start) {
  const input = start.querySelector("input[type=file]");
  const drop = start.querySelector(".drop");
  const say = (sentence) => {
    let message = document.getElementById("refusal");
    if (!message) {
      message = document.createElement("p");
      message.id = "refusal";
      message.className = "message error";
      message.setAttribute("role", "alert");
      start.before(message);
    }
    message.textContent = sentence;
  };
  const send = () => {
    if (!input.files.length) return;
    if (input.files[0].size > Number(start.dataset.limit)) {
      input.value = "";
      say(start.dataset.tooLarge);
      return;
    }
    drop.classList.add("reading");
    start.requestSubmit();
  };
  input.addEventListener("change", send);
  for (const name of ["dragover", "dragleave", "drop"]) {
    start.addEventListener(name, () => drop.classList.toggle("over", name === "dragover"));
  }
  document.addEventListener("paste", (event) => {
    const file = [...event.clipboardData.files][0];
    if (!file) return;
    event.preventDefault();
    const carrier = new DataTransfer();
    carrier.items.add(file);
    input.files = carrier.files;
    send();
  });
}

// The second step: Enter in a field does not send, Ctrl or Cmd with Enter confirms, and the time is the reader's own.
const confirmation = document.querySelector("form[data-confirm]");
if (confirmation) {
  confirmation.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      confirmation.requestSubmit(confirmation.querySelector("[data-confirm-button]"));
    } else if (event.target.matches("input")) {
      event.preventDefault();
    }
  });
  const zone = confirmation.elements.zone;
  const moment = confirmation.elements.observed_at;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.dataset.house === zone.value && zone.value !== own && own && own.includes("/")) {
    const now = new Date();
    const there = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
    moment.value = there.toISOString().slice(0, 16);
    zone.value = own;
  }
  const address = confirmation.elements.site_address;
  const kind = confirmation.elements.site_kind;
  address.addEventListener("input", () => {
    const hidden = /^\s*([a-z]+:\/\/)?[^/\s]+\.(onion|i2p)\b/i.test(address.value);
    if (hidden && kind.value === "website") kind.value = "hidden-service";
  });
}
