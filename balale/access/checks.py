"""System checks of the room. Filled by the policy: every url names its permission."""

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver


def list_patterns(resolver=None, prefix=""):
    """Every (route, name, callback) of the project, nested ones joined."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            namespace = f"{entry.namespace}:" if entry.namespace else ""
            for route, name, callback in list_patterns(entry, prefix + str(entry.pattern)):
                yield route, namespace + name, callback
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.name or "", entry.callback


@register
def every_url_names_its_policy(app_configs, **kwargs):
    """A page that names neither a permission nor `public` fails the build."""
    return [
        Error(f"{route or '/'} ({name}) names neither a permission nor public", id="access.E001")
        for route, name, callback in list_patterns()
        if not hasattr(callback, "policy")
    ]
