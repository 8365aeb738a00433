"""Walks every page an account can reach by links, as its browser would."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

_TOKENS = [
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), "csrf"),
    (re.compile(r'name="(kunci|draf|benih)"[^>]*value="[^"]+"'), "kunci"),
    (re.compile(r'nonce="[^"]+"'), "nonce"),
]
_SKIPPED = ("/static/", "/keluar/")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)


def list_links(body: str, base: str) -> list[str]:
    """Addresses of our own pages in the body, without fragments."""
    parser = _Links()
    parser.feed(body)
    joined = [urldefrag(urljoin(base, href)).url for href in parser.found]
    return [url for url in joined if not urlsplit(url).netloc and not url.startswith(_SKIPPED)]


def crawl(client: Client, *, start: str = "/", limit: int = 400) -> dict[str, HttpResponse]:
    """Every reachable page by address, breadth first; at most `limit` pages.

    Of printed pages one a kind: what is on them stands on the screens too.
    """
    pages: dict[str, HttpResponse] = {}
    printed: set[str] = set()
    waiting = [start]
    while waiting and len(pages) < limit:
        url = waiting.pop(0)
        kind = _ID.sub("", url)
        if url in pages or kind in printed:
            continue
        pages[url] = response = client.get(url)
        if response.get("Content-Type") == "application/pdf":
            printed.add(kind)
        if response.status_code in {301, 302}:
            waiting.append(urljoin(url, response["Location"]))
        elif response.get("Content-Type", "").startswith("text/html"):
            waiting += [u for u in list_links(response.content.decode(), url) if u not in pages]
    return pages


def steady(response: HttpResponse) -> str:
    """Status, headers and body without the tokens that differ at every answer."""
    body = response.content.decode(errors="replace")
    for pattern, word in _TOKENS:
        body = pattern.sub(word, body)
    headers = sorted(
        f"{name}: {value}"
        for name, value in response.items()
        if name not in {"Content-Security-Policy", "Set-Cookie"}
    )
    return "\n".join([str(response.status_code), *headers, body])
