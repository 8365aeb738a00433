// Comforts of the entry sheet. Without this file the server does the same at the next button.
const CENTURIES = [2000, 1900];
const OLDEST = 105;

const digitsOf = (text) => text.replace(/[\s.\-‐-―−'’`]/g, "");

// Birth date and sex that a NIK tells; day + 40 is a woman. Nothing for a NIK that is not whole.
function readNik(text, today = new Date()) {
  const nik = digitsOf(text);
  if (!/^\d{16}$/.test(nik)) return null;
  let day = Number(nik.slice(6, 8));
  const sex = day > 40 ? "P" : "L";
  if (day > 40) day -= 40;
  const month = Number(nik.slice(8, 10));
  for (const century of CENTURIES) {
    const year = century + Number(nik.slice(10, 12));
    const born = new Date(year, month - 1, day);
    const exists = born.getDate() === day && born.getMonth() === month - 1;
    if (exists && born <= today && today.getFullYear() - year <= OLDEST) {
      const two = (number) => String(number).padStart(2, "0");
      return { born: `${two(day)}/${two(month)}/${year}`, sex };
    }
  }
  return null;
}

function fillFromNik(form) {
  const nik = form.elements.namedItem("nik");
  const date = form.elements.namedItem("tanggal_lahir");
  if (!nik || !date) return;
  let suggested = null;
  nik.addEventListener("change", () => {
    const found = readNik(nik.value);
    if (!found) return;
    if (!date.value.trim() || date.value === suggested?.born) date.value = found.born;
    const picked = form.querySelector("[name=jenis_kelamin]:checked");
    if (!picked || picked.value === suggested?.sex) {
      const wanted = form.querySelector(`[name=jenis_kelamin][value=${found.sex}]`);
      if (wanted) wanted.checked = true;
    }
    suggested = found;
  });
}

// A question that depends on another is shown once the other is answered so, or holds words.
function showWhen(form) {
  const parts = [...form.querySelectorAll("[data-if-name]")];
  const holds = (part) =>
    [...part.querySelectorAll("input, textarea, select")].some((each) =>
      each.type === "radio" || each.type === "checkbox" ? each.checked : each.value.trim(),
    );
  for (const part of parts) {
    const { ifName, ifValue } = part.dataset;
    const chosen = [...form.querySelectorAll(`[name="${ifName}"]`)].some((each) =>
      each.type === "radio" || each.type === "checkbox"
        ? each.checked && each.value === ifValue
        : each.value === ifValue,
    );
    part.hidden = !chosen && !holds(part);
  }
}

// On a desktop the questions of a category come as soon as it is ticked; the words typed so far
// are kept as a draft on the way, as the button "Tampilkan isian kategori" does.
function loadQuestions(form) {
  const wide = matchMedia("(min-width: 60em)");
  let last = null;
  const load = async () => {
    last?.abort();
    last = new AbortController();
    const body = new FormData(form);
    body.set("aksi", "muat");
    const answer = await fetch(form.action, { method: "POST", body, signal: last.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form.entry");
    if (!fresh) return;
    form.action = fresh.getAttribute("action");
    for (const name of ["versi", "draf"]) {
      form.querySelector(`input[name=${name}]`).value = fresh.querySelector(`input[name=${name}]`).value;
    }
    document.getElementById("kebutuhan").replaceChildren(...fresh.querySelector("#kebutuhan").childNodes);
    showWhen(form);
  };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "kategori" || !wide.matches) return;
    load().catch((error) => {
      // Without signal, or overtaken by the next tick: the button does the same.
      if (!["AbortError", "TypeError"].includes(error.name)) throw error;
    });
  });
}

const sheet = document.querySelector("form.entry");
if (sheet) {
  fillFromNik(sheet);
  showWhen(sheet);
  sheet.addEventListener("change", () => showWhen(sheet));
  loadQuestions(sheet);
}
