"""What a proxy says about the visitor, believed only when it comes from this machine."""

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse

FORWARDED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST")


def is_from_this_machine(address: str) -> bool:
    """True for a loopback address and for a unix socket, which has none."""
    if not address:
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class ProxyMiddleware:
    """First of all: nobody from outside may claim https or another address.

    Behind a proxy the visitor's address is the last one it wrote; what stands before it came
    from the visitor and is worth nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if not is_from_this_machine(meta.get("REMOTE_ADDR", "")):
            for name in FORWARDED:
                meta.pop(name, None)
        elif told := meta.get("HTTP_X_FORWARDED_FOR", ""):
            meta["REMOTE_ADDR"] = told.rsplit(",", 1)[-1].strip()[:45]
        return self.get_response(request)
