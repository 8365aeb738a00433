// Keeps the number on the button in step with the ticks; without this file all works the same.
const form = document.querySelector("[data-batch]");
const button = form?.querySelector("[data-batch-button]");

function count() {
  button.textContent = `Setujui ${form.querySelectorAll("[name=pilih]:checked").length} data`;
}

if (button) {
  form.addEventListener("change", count);
  addEventListener("pageshow", count);
}
