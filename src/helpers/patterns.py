"""Word lists to patterns that find any of their words, at little more than the cost of finding one.

Words that begin alike are tried together, letter by letter: ``sa(?:id|y(?:ing|s)?)``. A plain row of alternatives would
be tried one by one at every place of a text, and a long list would make reading slow.
"""

import re
from collections.abc import Iterable

_END = ""  # the key under which a word may end
Tree = dict[str, "Tree"]


def small_letters(text: str) -> str:
    """Return a text in small letters, of the same length.

    >>> small_letters("SIX in İzmir")
    'six in izmir'
    """
    return text.replace("İ", "i").lower()


def any_of(words: Iterable[str], space: str = r"\s+") -> str:
    """Return a pattern for any of these words in small letters, the longest that fits; ``space`` stands for a space.

    >>> any_of(["say", "said", "saying"]), any_of([])
    ('sa(?:y(?:ing)?|id)', '')
    >>> re.match(any_of(["a few", "a", "a few dozen"]), "a few  dozen men")[0]
    'a few  dozen'
    """
    tree: Tree = {}
    for word in words:
        branch = tree
        for letter in word.lower():
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _pattern(tree, space)


def _pattern(tree: Tree, space: str) -> str:
    branches = [
        (space if letter == " " else re.escape(letter)) + _pattern(rest, space)
        for letter, rest in tree.items()
        if letter != _END
    ]
    if not branches or (len(branches) == 1 and _END not in tree):
        return "".join(branches)
    return f"(?:{'|'.join(branches)})" + "?" * (_END in tree)
