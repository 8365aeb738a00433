// Takes name and code of a scanned slip from behind the address's "#" into the form. That part
// of an address is never sent; it is wiped at once, so that it doesn't stay in the history.
const take = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  if (!given.has("kode")) return;
  history.replaceState(null, "", location.pathname);
  for (const name of ["akun", "kode"]) {
    const input = document.querySelector(`input[name=${name}]`);
    if (input && given.get(name)) input.value = given.get(name).slice(0, 64);
  }
  document.querySelector("input[name=sandi]")?.focus();
};
take();
addEventListener("hashchange", take);
