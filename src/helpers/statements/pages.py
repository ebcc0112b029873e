"""Addresses to pages: two addresses of one page are one."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

_PAGE_NUMBER = re.compile(r"\d{3}")  # short values switch views or count visits; long numbers name the article


@lru_cache(maxsize=65536)
def name_page(url: str) -> str:
    """Return the page an address leads to, without what does not matter: scheme, port, "www.", tracking.

    >>> name_page("https://www.example.org:443/news/?id=4711&amp=1#top") == name_page("http://example.org/news?id=4711")
    True
    >>> name_page("https://example.org/view?no=4711") == name_page("https://example.org/view?no=4712")
    False
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # no valid address; it is its own name
        return url
    numbers = sorted(f"{name}={value}" for name, value in parse_qsl(parts.query) if _PAGE_NUMBER.search(value))
    return "/".join([host.removeprefix("www.").rstrip("."), parts.path.strip("/"), *numbers])


@lru_cache(maxsize=65536)
def name_host(url: str) -> str | None:
    """Return the site of an address.

    >>> name_host("https://www.example.org/news"), name_host("no address")
    ('example.org', None)
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").rstrip(".") or None
    except ValueError:
        return None
