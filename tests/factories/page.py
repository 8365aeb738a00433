"""What a browser would send from a page as it stands."""

import re
from html import unescape


def read_form(page: str) -> dict[str, list[str]]:
    """Every field of the page's forms with its values."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        got = {k: unescape(v) for k, v in re.findall(r'(\w+)="([^"]*)"', tag)}
        is_tick = got.get("type") in {"checkbox", "radio"}
        if "name" in got and (not is_tick or " checked" in tag):
            value = got.get("value", "on" if is_tick else "")
            found.setdefault(got["name"], []).append(value)
    areas = re.findall(r'<textarea (?:hidden )?name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S)
    for name, body in areas:
        found.setdefault(name, []).append(unescape(body))
    for name, body in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = [unescape(chosen[1]) if chosen else ""]
    return found
