"""The phone and the desk of the ux guide, and how a person signs in and out on them."""

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    expect,
)

from tests.browser.server import Account

PHONE: ViewportSize = {"width": 360, "height": 740}
TABLET: ViewportSize = {"width": 768, "height": 1024}
DESK: ViewportSize = {"width": 1366, "height": 768}
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# 400 kbit/s, 400 ms round trip, a processor four times slower (ux guide §2).
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOW_PROCESSOR = 4
PATIENCE_MS = 20_000


def make_context(
    browser: Browser,
    url: str,
    viewport: ViewportSize = PHONE,
    *,
    scripts: bool = True,
    bypass_csp: bool = False,
) -> BrowserContext:
    """A browser of its own for one person. `bypass_csp`: only to bring a checker into the page."""
    context = browser.new_context(
        viewport=viewport,
        base_url=url,
        java_script_enabled=scripts,
        bypass_csp=bypass_csp,
        locale="id-ID",
        timezone_id="Asia/Pontianak",
        device_scale_factor=1,
        has_touch=viewport == PHONE,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


def watch(context: BrowserContext, url: str, faults: list[str]) -> None:
    """Note requests to other hosts, failing scripts and what the content policy refused."""

    def note_request(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:")):
            faults.append(f"another host: {request.url}")

    def note_words(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    context.on("request", note_request)
    context.on("console", note_words)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))


def slow_down(page: Page) -> None:
    """The phone and network of the ux guide §2."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})


def sign_in(page: Page, account: Account) -> None:
    """Sign in by the form, as a person does."""
    page.goto("/masuk/")
    fill_sign_in(page, account)
    expect(page.locator("details.menu")).to_be_visible()


def fill_sign_in(page: Page, account: Account) -> None:
    page.get_by_label("Nama akun", exact=True).fill(account.username)
    page.get_by_label("Frasa sandi", exact=True).fill(account.passphrase)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_out(page: Page) -> None:
    """Sign out by the menu's button."""
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk", exact=True)).to_be_visible()
