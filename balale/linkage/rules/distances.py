"""Distances between strings, as the SQL engines measure them."""

from functools import lru_cache

_BOOST_FROM, _PREFIX, _WEIGHT = 0.7, 4, 0.1


@lru_cache(maxsize=100_000)
def jaro_winkler(left: str, right: str) -> float:
    """Jaro-Winkler similarity, 1 for equal strings."""
    similarity = _jaro(left, right)
    if similarity <= _BOOST_FROM:
        return similarity
    prefix = 0
    for a, b in zip(left[:_PREFIX], right[:_PREFIX], strict=False):
        if a != b:
            break
        prefix += 1
    return similarity + prefix * _WEIGHT * (1 - similarity)


def _jaro(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    reach = max(max(len(left), len(right)) // 2 - 1, 0)
    used = [False] * len(right)
    hits_left = []
    for i, char in enumerate(left):
        for j in range(max(0, i - reach), min(len(right), i + reach + 1)):
            if not used[j] and right[j] == char:
                used[j] = True
                hits_left.append(char)
                break
    hits = len(hits_left)
    if not hits:
        return 0.0
    hits_right = [char for char, is_used in zip(right, used, strict=True) if is_used]
    swapped = sum(a != b for a, b in zip(hits_left, hits_right, strict=True)) // 2
    return (hits / len(left) + hits / len(right) + (hits - swapped) / hits) / 3


def count_edits(left: str, right: str) -> int:
    """Damerau-Levenshtein distance: changes, losses, additions and swaps, unrestricted."""
    infinite = len(left) + len(right)
    last_seen: dict[str, int] = {}
    table = [[infinite] * (len(right) + 2) for _ in range(len(left) + 2)]
    for i in range(len(left) + 1):
        table[i + 1][1] = i
    for j in range(len(right) + 1):
        table[1][j + 1] = j
    for i, a in enumerate(left, start=1):
        last_match = 0
        for j, b in enumerate(right, start=1):
            row, column = last_seen.get(b, 0), last_match
            cost = int(a != b)
            last_match = last_match if cost else j
            table[i + 1][j + 1] = min(
                table[i][j] + cost,
                table[i + 1][j] + 1,
                table[i][j + 1] + 1,
                table[row][column] + (i - row - 1) + 1 + (j - column - 1),
            )
        last_seen[a] = i
    return table[-1][-1]
