"""What the base page needs around its content. A higher room fills it in a context processor.

`nav` is a list of NavItem for desk roles, `dock` one of at most four for village roles, `who`
a Who. `is_latihan` draws the training frame; `toast` is a Toast, the only one on a page.
"""

from dataclasses import dataclass, field

MOST_SHOWN = 999


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu; `count` is shown as a number waiting, more than MOST_SHOWN as
    "999+"; `current` marks this page."""

    url: str
    label: str
    icon: str = ""
    count: int = 0
    current: bool = False

    @property
    def count_words(self) -> str:
        """The number as the menu writes it."""
        return f"{MOST_SHOWN}+" if self.count > MOST_SHOWN else str(self.count)


@dataclass(frozen=True)
class Who:
    """Who is signed in: area or name at the top, role at the bottom, and what the menu offers.

    `sign_out_url` is posted to by the button "Keluar"; `nama` stands in the open menu.
    """

    top: str
    bottom: str
    nama: str = ""
    sign_out_url: str = ""
    links: list[NavItem] = field(default_factory=list)


@dataclass(frozen=True)
class Toast:
    """What was just done; with `undo_url` it offers to undo it by a POST."""

    words: str
    undo_url: str = ""
