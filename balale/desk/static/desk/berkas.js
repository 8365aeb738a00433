// Shrinks a picture before it is sent over a slow line. Without this file, and whatever this file
// does, the server writes the picture anew.
const SIDE = 1600;
const SMALL_ENOUGH = 300_000;

const say = (bytes) =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  return blob && blob.size < file.size ? blob : null;
}

async function take(input, news) {
  const [file] = input.files;
  news.textContent = "";
  if (!file || file.size <= SMALL_ENOUGH || !file.type.startsWith("image/")) return;
  try {
    const small = await shrink(file);
    if (!small || input.files[0] !== file) return;
    const basket = new DataTransfer();
    basket.items.add(new File([small], "foto.jpg", { type: "image/jpeg" }));
    input.files = basket.files;
    news.textContent = `Foto diperkecil: ${say(file.size)} menjadi ${say(small.size)}.`;
  } catch {
    // The browser can't read it; the server says what is wrong, in words.
  }
}

const form = document.querySelector("[data-berkas]");
const news = form?.querySelector("[data-berkas-kabar]");
for (const input of form?.querySelectorAll("input[type=file]") ?? []) {
  input.addEventListener("change", () => take(input, news));
}
