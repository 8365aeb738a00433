"""Conditions on a pair of prepared rows, told once and run twice: as SQL and in Python.

A condition on a missing value does not hold, as in SQL. The SQL knows only functions that Splink
names for each of its backends; `Functions` brings their names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from balale.linkage.rules.distances import count_edits, jaro_winkler

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Functions:
    """How one SQL dialect calls what we need. `common` formats the size of an intersection."""

    jaro_winkler: str
    damerau_levenshtein: str
    common: str
    size: str


class Condition(Protocol):
    """Holds for a pair or not."""

    def sql(self, functions: Functions) -> str:
        """As SQL over columns ending in _l and _r."""

    def holds(self, left: Row, right: Row) -> bool:
        """The same in Python."""


@dataclass(frozen=True)
class Missing:
    """At least one side says nothing."""

    column: str

    def sql(self, functions: Functions) -> str:
        return f"{self.column}_l is null or {self.column}_r is null"

    def holds(self, left: Row, right: Row) -> bool:
        return left[self.column] is None or right[self.column] is None


@dataclass(frozen=True)
class Equal:
    """Both sides say the same; `other` compares with another column, either way round."""

    column: str
    other: str = ""

    def sql(self, functions: Functions) -> str:
        if not self.other:
            return f"{self.column}_l = {self.column}_r"
        a, b = self.column, self.other
        return f"({a}_l = {b}_r or {b}_l = {a}_r)"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = self.column, self.other or self.column
        ways = ((left[a], right[b]), (left[b], right[a]))
        return any(x is not None and x == y for x, y in ways)


@dataclass(frozen=True)
class Alike:
    """Jaro-Winkler similarity of at least `least`."""

    column: str
    least: float

    def sql(self, functions: Functions) -> str:
        return f"{functions.jaro_winkler}({self.column}_l, {self.column}_r) >= {self.least}"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = left[self.column], right[self.column]
        return a is not None and b is not None and jaro_winkler(a, b) >= self.least


@dataclass(frozen=True)
class Edits:
    """At most `most` slips apart: a character changed, lost, added, or two swapped."""

    column: str
    most: int

    def sql(self, functions: Functions) -> str:
        return f"{functions.damerau_levenshtein}({self.column}_l, {self.column}_r) <= {self.most}"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = left[self.column], right[self.column]
        return a is not None and b is not None and count_edits(a, b) <= self.most


@dataclass(frozen=True)
class Shared:
    """At least `least` members of two lists in common."""

    column: str
    least: int

    def sql(self, functions: Functions) -> str:
        common = functions.common.format(f"{self.column}_l", f"{self.column}_r")
        return f"{common} >= {self.least}"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = left[self.column], right[self.column]
        return a is not None and b is not None and len(set(a) & set(b)) >= self.least


@dataclass(frozen=True)
class Contained:
    """All members of the shorter list are in the longer."""

    column: str

    def sql(self, functions: Functions) -> str:
        left, right = f"{self.column}_l", f"{self.column}_r"
        sizes = [functions.size.format(side) for side in (left, right)]
        common = functions.common.format(left, right)
        return f"({common} = {sizes[0]} or {common} = {sizes[1]})"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = left[self.column], right[self.column]
        return a is not None and b is not None and len(set(a) & set(b)) in (len(a), len(b))


@dataclass(frozen=True)
class Near:
    """Two numbers at most `most` apart."""

    column: str
    most: int

    def sql(self, functions: Functions) -> str:
        return f"abs({self.column}_l - {self.column}_r) <= {self.most}"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = left[self.column], right[self.column]
        return a is not None and b is not None and abs(a - b) <= self.most


@dataclass(frozen=True)
class Sum:
    """Marks (0 or 1) on both sides together at least `least` and at most `most`."""

    column: str
    least: int
    most: int = 2

    def sql(self, functions: Functions) -> str:
        both = f"{self.column}_l + {self.column}_r"
        return f"({both} >= {self.least} and {both} <= {self.most})"

    def holds(self, left: Row, right: Row) -> bool:
        a, b = left[self.column], right[self.column]
        return a is not None and b is not None and self.least <= a + b <= self.most


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def sql(self, functions: Functions) -> str:
        return " and ".join(f"({part.sql(functions)})" for part in self.parts)

    def holds(self, left: Row, right: Row) -> bool:
        return all(part.holds(left, right) for part in self.parts)


@dataclass(frozen=True)
class Some:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def sql(self, functions: Functions) -> str:
        return " or ".join(f"({part.sql(functions)})" for part in self.parts)

    def holds(self, left: Row, right: Row) -> bool:
        return any(part.holds(left, right) for part in self.parts)


def every(*parts: Condition) -> Condition:
    """All of these."""
    return All(parts)


def some(*parts: Condition) -> Condition:
    """Any of these."""
    return Some(parts)
