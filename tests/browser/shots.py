"""Pictures of every screen of every role, phone, tablet and desk, for people to look at.

Start the demo with `bin/balale demo --accounts-json accounts.json`, then

    BALALE_SHOTS=pictures BALALE_URL=http://127.0.0.1:8000 BALALE_ACCOUNTS=accounts.json \\
    BALALE_CHROMIUM=/usr/bin/chromium python -m tests.browser.shots
"""

import os
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.device import CHROMIUM_OPTIONS, DESK, PHONE, TABLET, make_context, sign_in
from tests.browser.server import Account, Server, read_accounts
from tests.browser.walk import walk

GATE = ("/masuk/", "/lupa/", "/aktivasi/", "/tidak-ada/")
DEVICES = {"hp": PHONE, "tablet": TABLET, "meja": DESK}


def main() -> None:
    """Write all pictures."""
    folder = Path(os.environ["BALALE_SHOTS"])
    accounts = read_accounts(Path(os.environ["BALALE_ACCOUNTS"]))
    server = Server(os.environ["BALALE_URL"], accounts)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["BALALE_CHROMIUM"], args=CHROMIUM_OPTIONS
        )
        shoot_gate(browser, server.url, folder)
        for role in dict.fromkeys(account.role for account in accounts):
            shoot_role(browser, server.url, server.account(role), folder)


def shoot_gate(browser: Browser, url: str, folder: Path) -> None:
    """What people see who are not signed in."""
    for device, viewport in DEVICES.items():
        page = make_context(browser, url, viewport).new_page()
        for address in GATE:
            page.set_viewport_size(viewport)
            page.goto(address)
            shoot(page, folder / f"tamu.{address.strip('/')}.{device}.png")
        page.context.close()


def shoot_role(browser: Browser, url: str, account: Account, folder: Path) -> None:
    """Every screen that the role reaches by links; on a phone, a tablet and a desk."""
    page = make_context(browser, url).new_page()
    sign_in(page, account)
    for name in walk(page):
        plain = name.replace(":", ".").replace("?", ".").replace("=", "-")
        for device, viewport in DEVICES.items():
            page.set_viewport_size(viewport)
            shoot(page, folder / f"{account.role}.{plain}.{device}.png")
    page.context.close()


def shoot(page: Page, path: Path) -> None:
    """The whole page, as if the device were as high as the page is."""
    width = page.evaluate("innerWidth")
    height = page.evaluate("document.scrollingElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=path)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balale.config.settings")
    django.setup()
    main()
