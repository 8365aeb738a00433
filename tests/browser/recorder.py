"""Counts what a hand does on a phone: taps, typed characters, screens."""

from playwright.sync_api import Locator, Page

TAPS_A_SELECT = 2


class Recorder:
    """Taps and types on one page. A field that is typed into costs the tap that focuses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = self.characters = 0
        self.screens: list[str] = []

    def see(self, name: str) -> None:
        """Note a screen of the form that has just come up."""
        self.screens.append(name)

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def type(self, target: Locator, text: str) -> None:
        self.tap(target)
        target.press_sequentially(text)
        self.characters += len(text)

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)
        self.taps += TAPS_A_SELECT

    def __str__(self) -> str:
        return f"{self.characters} characters, {self.taps} taps, {len(self.screens)} screens"
