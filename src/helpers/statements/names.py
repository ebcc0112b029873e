"""Names to words: what stays of a name when spelling, case and marks are left out."""

import re
import unicodedata
from functools import lru_cache

_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’`´](?:s\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SPELLINGS = {
    "defense": "defence",
    "center": "centre",
    "organisation": "organization",
    "labour": "labor",
    "intel": "intelligence",
}
_SILENT = {"the", "a", "an", "of", "for", "by", "unnamed", "anonymous", "unidentified"}


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words by which a name is compared, in lower case, without articles, accents and marks.

    >>> name_words("the U.S. Department of Defense"), name_words("Lee Seong-kweun’s")
    (('us', 'department', 'defence'), ('lee', 'seong', 'kweun'))
    """
    lowered = (word.lower() for word in _WORD.findall(_plain(name)))
    return tuple(_SPELLINGS.get(word, word) for word in lowered if word not in _SILENT)


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """Return the words of a name as one text.

    >>> name_key("The Defence Intelligence of Ukraine"), name_key("the")
    ('defence intelligence ukraine', '')
    """
    return " ".join(name_words(name))


def upper_words(name: str) -> frozenset[str]:
    """Return the words of a name that are written in capitals, in lower case: "WHO" is no pronoun.

    >>> sorted(upper_words("officials of the WHO in the U.S. who asked"))
    ['us', 'who']
    """
    return frozenset(word.lower() for word in _WORD.findall(_plain(name)) if word.isupper())


def _plain(name: str) -> str:
    """Return a name without accents, possessives and the dots of initials."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _POSSESSIVE.sub("", _INITIALS.sub(lambda match: match[0].replace(".", ""), letters))
