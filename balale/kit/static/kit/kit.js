// Comforts of every page. All of them are optional: each page works without this file.

// The site for training shares its host, and with it this store, with the real one.
const KEYS_OFF = document.body.classList.contains("is-latihan") ? "latihan.tombol" : "balale.tombol";
const TOAST_MS = 10_000;
const RELEASE_MS = 8_000;

// Results of a search sent by POST: "back" from a person must not ask to send the words again.
const forgetPost = () => document.querySelector("[data-as-get]") && history.replaceState(null, "", location.href);

const focusErrors = (root = document) => root.querySelector(".errors")?.focus();

// A second tap on the same button must not send twice. The form itself stays as it is, with its
// idempotency key; buttons are not disabled, since a disabled one would drop its own value.
function guardForms() {
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(release, RELEASE_MS, form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}

// A toast goes after ten seconds. One with a button waits until the person has shown, by a touch
// or a key, that the page has been noticed, and never goes while pointed at or focused.
function runToast(toast) {
  const close = toast.querySelector("[data-dismiss]");
  const leave = () => toast.remove();
  if (close) {
    close.hidden = false;
    close.addEventListener("click", leave);
  }
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, TOAST_MS);
  };
  for (const type of ["pointerenter", "focusin"]) toast.addEventListener(type, () => clearTimeout(timer));
  for (const type of ["pointerleave", "focusout"]) toast.addEventListener(type, start);
  if (!toast.querySelector("form")) return start();
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, start, { once: true });
}

const readChoice = () => {
  try {
    return localStorage.getItem(KEYS_OFF) !== "mati";
  } catch (error) {
    if (error instanceof DOMException) return true;
    throw error;
  }
};

function setUpKeys() {
  const list = document.getElementById("daftar-tombol");
  if (!list) return;
  let on = readChoice();
  const toggle = list.querySelector("[data-keys-toggle]");
  const name = () => (toggle.textContent = on ? "Matikan tombol pintas" : "Nyalakan tombol pintas");
  const opener = document.querySelector("[data-keys-open]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => list.showModal());
  }
  name();
  toggle.addEventListener("click", () => {
    on = !on;
    localStorage.setItem(KEYS_OFF, on ? "nyala" : "mati");
    name();
  });
  list.querySelector("[data-close]").addEventListener("click", () => list.close());
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!on || list.open || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")) return;
    const act = findAct(key, list);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// "/" and "?" everywhere; data-key="t" on a link or button gives a page its own keys.
function findAct(key, list) {
  if (key === "?") return () => list.showModal();
  const search = document.querySelector("[data-search]");
  if (key === "/" && search) return () => search.focus();
  const own = /^[a-z]$/i.test(key) && document.querySelector(`[data-key="${key.toLowerCase()}"]`);
  return own ? () => own.click() : null;
}

forgetPost();
function setUpPrint() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
}

focusErrors();
guardForms();
setUpPrint();
document.querySelectorAll("[data-toast]").forEach(runToast);
setUpKeys();
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("htmx:afterSwap", (event) => {
  focusErrors(event.target);
  event.target.querySelectorAll("[data-toast]").forEach(runToast);
});
