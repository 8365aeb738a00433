// Adds "Tampilkan frasa sandi" below the passphrase; without this file the field stays hidden text.
const inputs = [...document.querySelectorAll("input[data-sandi]")];
const last = inputs.at(-1);
if (last) {
  const row = document.createElement("div");
  row.className = "picks";
  const label = document.createElement("label");
  label.className = "pick";
  const box = document.createElement("input");
  box.type = "checkbox";
  const words = document.createElement("span");
  words.textContent = "Tampilkan frasa sandi";
  label.append(box, words);
  row.append(label);
  last.closest(".field").append(row);
  document.querySelector("[data-unseen]")?.remove();
  const show = (on) => inputs.forEach((input) => (input.type = on ? "text" : "password"));
  box.addEventListener("change", () => show(box.checked));
  // Sent as a passphrase, so that the browser neither keeps it as text nor offers it again.
  last.form.addEventListener("submit", () => show(false));
}
