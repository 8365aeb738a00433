"""Remembers what the smallest parts look like, so that each is drawn once and not once a row.

Such a part looks the same wherever its attributes are the same. Stands in for the tag that
every `<c-…>` becomes; all other parts are cotton's own.
"""

from typing import Any
from uuid import UUID

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as plain_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django_cotton.templatetags import UnprocessableDynamicAttr
from django_cotton.templatetags._component import (
    AttrKind,
    CottonComponentNode,
    PreparedAttr,
    cotton_component,
)

from balale.kit.addresses import find_address

register = template.Library()

# Drawn from their attributes alone: no slot, no context, no name of a person in them.
PLAIN = frozenset({"icon", "pill", "done", "tip"})
_MOST = 2000
_drawn: dict[tuple[Any, ...], str] = {}


class PlainPartNode(CottonComponentNode):
    """A part that is looked up by its attributes before it is drawn."""

    def render(self, context: Context) -> str:
        try:
            values = tuple(_resolve(attr, context) for attr in self._prepared_attrs)
            key = (self.component_name, *((type(value), value) for value in values))
            key = (*key, *(attr.key for attr in self._prepared_attrs))
            found = _drawn.get(key)
        except (TypeError, UnprocessableDynamicAttr):
            return super().render(context)
        if found is None:
            if len(_drawn) >= _MOST:
                _drawn.clear()
            found = _drawn[key] = super().render(context)
        return found


def _resolve(attr: PreparedAttr, context: Context) -> Any:
    """The value that cotton would give the attribute. Raises UnprocessableDynamicAttr."""
    if attr.kind in (AttrKind.DYNAMIC, AttrKind.UNQUOTED):
        return attr.compiled.resolve(context)
    if attr.kind is AttrKind.ESCAPED and attr.compiled:
        return attr.compiled.render(context)
    return attr.value


@register.tag("cotton")
def part(parser: Parser, token: Token) -> CottonComponentNode:
    node = cotton_component(parser, token)
    if node.component_name not in PLAIN or node.nodelist or node.only:
        return node
    return PlainPartNode(
        node.component_name, node.nodelist, node.attrs, node.only, node.active_library
    )


class AddressNode(URLNode):
    """`{% url %}` that finds the same address once; all but the plainest are Django's own."""

    def render(self, context: Context) -> str:
        given = [arg.resolve(context) for arg in self.args]
        is_plain = len(given) <= 1 and all(type(one) is UUID for one in given)
        if self.kwargs or not is_plain:
            return super().render(context)
        try:
            address = find_address(self.view_name.resolve(context), *given)
        except NoReverseMatch:
            return super().render(context)
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag("url")
def url(parser: Parser, token: Token) -> AddressNode:
    node = plain_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
