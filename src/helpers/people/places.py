"""Where a figure's sentence says it happened."""

from helpers.people.parts import People

_KINDS = frozenset(
    [
        "city",
        "town",
        "village",
        "region",
        "province",
        "state",
        "district",
        "county",
        "oblast",
        "border",
        "prefecture",
        "island",
        "peninsula",
        "area",
        "governorate",
        "township",
        "camp",
        "suburb",
        "municipality",
        "territory",
        "republic",
        "krai",
        "canton",
    ]
)


def find_place(people: People, start: int, end: int) -> str | None:
    """Return the place which the sentence of ``text[start:end]`` gives, in its own words; None when it gives none."""
    return None
