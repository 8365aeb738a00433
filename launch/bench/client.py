"""A browser's connection: kept open, with its cookies, taking compressed pages."""

import gzip
import re
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

TIMEOUT_SECONDS = 60
TOO_OFTEN = 429
Fields = dict[str, str | list[str]]


@dataclass(frozen=True)
class Answer:
    """One answer and how long it took, from the first byte sent to the last byte read."""

    status: int
    location: str
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        body = gzip.decompress(self.body) if self.body[:2] == b"\x1f\x8b" else self.body
        return body.decode(errors="replace")


class RefusedError(Exception):
    """Turned away for asking too often: no fault of the server, and no answer either."""


class NothingLeftError(Exception):
    """The registry holds nothing (more) of the kind that a job needs."""


class WrongAnswerError(Exception):
    """An answer that a person at work would not have wanted."""


class Browser:
    """One signed-in person. Not for two threads at once."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form with the token against forged requests."""
        token: Fields = {"csrfmiddlewaretoken": self.cookies.get("csrf", "")}
        return self.ask("POST", path, urlencode(token | fields, doseq=True).encode())

    def ask(self, method: str, path: str, body: bytes | None) -> Answer:
        """One request; a connection the server has closed meanwhile is opened again, once."""
        headers = {
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        try:
            answer = self._exchange(method, path, body, headers, start)
        except (HTTPException, ConnectionError):
            self.connection.close()
            answer = self._exchange(method, path, body, headers, time.perf_counter())
        if answer.status == TOO_OFTEN:
            raise RefusedError
        return answer

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], start: float
    ) -> Answer:
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - start
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers.get("Location", ""), content, seconds)

    def sign_in(self, username: str, passphrase: str) -> Answer:
        """Through the form, as a person does; answers the answer to the sent form."""
        self.cookies.pop("sesi", None)
        token = read_token(expect(self.get("/masuk/"), 200).text)
        fields: Fields = {"akun": username, "sandi": passphrase, "csrfmiddlewaretoken": token}
        return expect(self.post("/masuk/", fields), 302)

    def sign_in_to_admin(self, username: str, passphrase: str) -> Answer:
        """The same for the yardstick."""
        path = "/admin/login/?next=/admin/"
        token = read_token(expect(self.get(path), 200).text)
        fields: Fields = {"username": username, "password": passphrase}
        fields["csrfmiddlewaretoken"] = token
        return expect(self.post(path, fields), 302)


def expect(answer: Answer, status: int) -> Answer:
    """The answer itself if its status is the one hoped for. Raises WrongAnswerError."""
    if answer.status != status:
        raise WrongAnswerError(f"{answer.status} instead of {status}")
    return answer


def read_token(page: str) -> str:
    match = re.search(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"', page)
    return match[1] if match else ""


def read_next_link(page: str) -> str:
    """The query of the link to the next page; empty on the last one."""
    match = re.search(r'rel="next" href="([^"]+)"', page)
    return unescape(match[1]) if match else ""


def read_hidden(page: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(match[1]) if match else ""


def read_form(page: str) -> Fields:
    """What a browser would send of all forms on the page as they stand."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        got = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        is_tick = got.get("type") in {"checkbox", "radio"}
        if "name" in got and (not is_tick or " checked" in tag):
            found.setdefault(got["name"], []).append(got.get("value", "on" if is_tick else ""))
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S):
        found[name] = [unescape(text)]
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [unescape(chosen[1])] if chosen else [""]
    return dict(found)


def get_path(location: str) -> str:
    """Path and query of an address, without host and anchor."""
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")
