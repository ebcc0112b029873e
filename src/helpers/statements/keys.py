"""Sources and pages to keys: the names under which a statement is listed, and under which a mention looks for it."""

from collections.abc import Sequence

from helpers.statements.mentions import Mention
from helpers.statements.pages import name_page
from helpers.statements.roots import Root

_ANYBODY = "unnamed|*"  # people of no nation who spoke to no outlet that is known


def listing_keys(roots: Sequence[Root]) -> list[str]:
    """Return the names under which a cluster is found: its sources, its side, the outlet unnamed people spoke to."""
    keys = [root.key for root in roots]
    keys += [f"kind|{root.kind}" for root in roots if root.is_named]
    keys += [f"side|{root.side}" for root in roots if not root.vague]
    keys += [f"via|{root.outlet}" for root in roots if root.outlet and (root.is_unnamed or root.vague)]
    keys += [key for root in roots if root.is_unnamed for key in (_any_outlet(root), _ANYBODY)]
    return list(dict.fromkeys(keys))


def search_keys(roots: Sequence[Root]) -> list[str]:
    """Return the names under which a mention looks for its statement."""
    keys = [root.key for root in roots]
    for root in roots:
        if root.is_unnamed:
            keys.append(root.key.rpartition("|")[0] + "|" if root.outlet else _any_outlet(root))
            keys += [_relayed(root.outlet, root.side)] if root.outlet else []
            if root.side == "unknown":
                keys.append(f"via|{root.outlet}" if root.outlet else _ANYBODY)
        if root.kind == "outlet":
            keys.append(f"via|{root.name}")
    return list(dict.fromkeys(keys))


def page_keys(roots: Sequence[Root], mention: Mention) -> list[str]:
    """Return where a ledger row is found by the page it was entered from.

    On that page unnamed people are the same whatever outlet they spoke to first, and nobody is whom the row names.
    "Ukrainian officials told CNN" what the row has from a Ukrainian body through CNN.
    """
    url = mention.row.url if mention.row else mention.article.url if mention.article else None
    relayed = [_relayed(mention.row.relayed_by, root.side) for root in roots] if mention.row else []
    if not url:
        return relayed
    page = f"page|{name_page(url)}"
    people = [f"{page}|{root.key.rpartition('|')[0]}" for root in roots if root.is_unnamed]
    return [*relayed, page, *people] if mention.row or not roots else people


def _relayed(outlet: str | None, side: str) -> str:
    """Return the name under which people of a side are found who told it to an outlet: one of its bodies is meant."""
    return f"relayed|{outlet}|{side}"


def _any_outlet(root: Root) -> str:
    return root.key.rpartition("|")[0] + "|*"
