"""Every view wears one of these; the guard check fails the build for one that doesn't."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from balale.access.gate import ask_to_sign_in
from balale.access.rules.policy import Permission, is_allowed


@dataclass(frozen=True)
class ViewPolicy:
    """What a view declares: a permission, or public; and the methods it answers."""

    permission: Permission | None
    methods: tuple[str, ...]


def requires(permission: Permission, *, methods: tuple[str, ...] = ("GET",)) -> Callable:
    """Only accounts whose role has the permission; others see the same as for no page at all.

    Anonymous visitors are sent to sign in, whether or not the page exists for them.
    """
    return _guard(ViewPolicy(permission, methods))


def public(*, methods: tuple[str, ...] = ("GET",)) -> Callable:
    """Open to everybody; names its methods all the same."""
    return _guard(ViewPolicy(None, methods))


def _guard(policy: ViewPolicy) -> Callable:
    """The decorator that holds a view to its policy and lets checks read it."""
    allowed = {*policy.methods, "HEAD"} if "GET" in policy.methods else set(policy.methods)

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if policy.permission is not None:
                if not request.user.is_authenticated:
                    return ask_to_sign_in(request)
                if not is_allowed(request.user.role, policy.permission):
                    raise Http404
            if request.method not in allowed:
                raise Http404
            return view(request, *args, **kwargs)

        setattr(guarded, "policy", policy)  # noqa: B010
        return guarded

    return decorate
