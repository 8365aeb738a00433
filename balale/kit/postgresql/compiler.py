"""Writes what stands before and after WHERE once for each kind of query.

Half the time of a page went into writing the same lists of columns, joins and orders again. The
conditions and their values, which hold the walls, are written anew every time: nothing of them
is remembered. What is remembered has no values in it.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.backends.postgresql import compiler as plain
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models.expressions import Col
from django.db.models.sql.query import Query

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]

_MOST = 2000
# What a compiler knows after writing, and reading the rows needs. Never changed afterwards.
_LEARNT = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


@dataclass(frozen=True)
class Frame:
    """A query but for its conditions, and what reading its rows needs."""

    before: str
    after: str
    learnt: dict[str, Any]
    converters: dict[int, Any]


_frames: dict[Hashable, Frame] = {}


def describe(query: Query) -> Hashable | None:
    """All that decides the text but the conditions; None for a query that isn't plain."""
    is_plain = type(query) is Query and not (
        query.annotations or query.extra or query.extra_tables or query.extra_order_by
        or query.distinct or query.combinator or query.group_by is not None or query.subquery
        or query.external_aliases or query.select_for_update or query.explain_info
        or query.is_empty()
        or query.where.contains_aggregate or query.where.contains_over_clause
    )  # fmt: skip
    if not is_plain or not all(type(one) is str for one in query.order_by):
        return None
    columns = [
        (one.alias, id(one.target), id(one.output_field))
        for one in query.select
        if isinstance(one, Col)
    ]
    if len(columns) != len(query.select):
        return None
    names, is_deferred = query.deferred_loading
    counts = query.alias_refcount
    return (
        query.model, query.default_cols, query.select_related and repr(query.select_related),
        frozenset(names), is_deferred, query.order_by, query.default_ordering,
        query.standard_ordering, query.low_mark, query.high_mark, query.values_select,
        query.has_select_fields, query.max_depth, repr(query.selected),
        tuple(columns),
        tuple([
            (alias, join.table_name, join.parent_alias, join.join_type, counts[alias] > 0,
             id(getattr(join, "join_field", None)))
            for alias, join in query.alias_map.items()
        ]),
    )  # fmt: skip


class SQLCompiler(plain.SQLCompiler):
    """Django's own where a query isn't plain, or is written for the first time."""

    frame: Frame | None = None

    def as_sql(
        self, with_limits: bool = True, with_col_aliases: bool = False
    ) -> tuple[str, tuple[Any, ...]]:
        key = describe(self.query) if with_limits and not with_col_aliases else None
        if key is None or self.select is not None:
            return super().as_sql(with_limits, with_col_aliases)
        frame = _frames.get(key)
        if frame is None:
            return self._write_first(key)
        try:
            where, params = self.compile(self.query.where)
        except (EmptyResultSet, FullResultSet):
            return super().as_sql()
        self.frame = frame
        for name, value in frame.learnt.items():
            setattr(self, name, value)
        return f"{frame.before}{where}{frame.after}", tuple(params)

    def _write_first(self, key: Hashable) -> tuple[str, tuple[Any, ...]]:
        sql, params = super().as_sql()
        try:
            where, values = self.compile(self.query.where)
        except FullResultSet:
            return sql, params
        before, mark, after = sql.partition(f" WHERE {where}")
        if not mark or where in after or tuple(values) != tuple(params):
            return sql, params
        if len(_frames) >= _MOST:
            _frames.clear()
        learnt = {name: getattr(self, name) for name in _LEARNT}
        converters = super().get_converters([one[0] for one in self.select[: self.col_count]])
        _frames[key] = Frame(f"{before} WHERE ", after, learnt, converters)
        return sql, params

    def get_converters(self, expressions: Any) -> dict[int, Any]:
        """Those of the columns, which a known frame brings along."""
        expressions = list(expressions)
        if self.frame is not None and len(expressions) == len(self.select):
            return self.frame.converters
        found: dict[int, Any] = super().get_converters(expressions)
        return found

    def compile(self, node: Any) -> tuple[str, Any]:
        if type(node) is Col and node.alias:
            quote = self.quote_name_unless_alias
            return f"{quote(node.alias)}.{quote(str(node.target.column))}", []
        written: tuple[str, Any] = super().compile(node)
        return written
