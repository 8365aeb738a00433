"""Signs in over HTTP as a person would, to see that the whole thing works."""

import re
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

from launch.words import Exit, LaunchError

TOKEN = re.compile(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"')
HOME_TEXT = "Tambah PPKS"


def find_token(page: str) -> str:
    """The form's token against forged requests; empty when the page has no form."""
    match = TOKEN.search(page)
    return match[1] if match else ""


def check_sign_in(address: str, username: str, passphrase: str) -> None:
    """Sign in and open the home page. Raises LaunchError with what was found instead."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))
    gate = urljoin(address, "/masuk/")
    token = find_token(fetch(opener, gate))
    if not token:
        raise LaunchError("Halaman masuk tidak memuat formulir.", Exit.SERVER)
    form = {"csrfmiddlewaretoken": token, "akun": username, "sandi": passphrase}
    fetch(opener, gate, urlencode(form).encode())
    if HOME_TEXT not in fetch(opener, address):
        raise LaunchError(
            f"Akun {username} tidak sampai ke beranda dengan tombol “{HOME_TEXT}”.", Exit.SERVER
        )


def fetch(opener: OpenerDirector, url: str, body: bytes | None = None) -> str:
    opener.addheaders = [("Referer", url)]
    try:
        with opener.open(url, body, timeout=30) as answer:
            return str(answer.read().decode())
    except URLError as error:
        raise LaunchError(f"{url} tidak terbuka: {error}", Exit.SERVER) from error
