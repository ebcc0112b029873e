"""The forms a date takes, as rows of word classes.

``RULES`` is the grammar: a name and a row of classes from ``vocabulary/dates.toml`` or ``tokens.py``. ``m=long`` keeps
the token for the month under "m"; brackets, bars and question marks mean what they mean in any pattern.
The first rule that fits at the leftmost place wins, so longer forms stand before shorter ones.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.dates.tokens import Lexicon, Tokens, read_lexicon
from helpers.words import Vocabulary

MONTH = "(long | short dot?)"
DAY = "(day | nth)"
YEAR_SHIFT = "of? the? (ys=shift | yb=(beside | that same?)) year_unit (?! dash)"
YEAR = f"(comma? y=year | comma? {YEAR_SHIFT})?"
MORE = f"(more=((comma {DAY}){{0,9}} comma? (and | to | dash) {DAY}))? (?! counted)"
EDGE = "the? pe=edge (pn=number dash?)? pu=(day_unit | week_unit | month_unit) (of | in)"
PART_OF = f"part=(part dash? (in | on | of)? | {EDGE})"
PART = f"({PART_OF} the?)?"
WEEKDAY = "(wd=(weekday | wkday dot?) daytime? (comma | lparen | dash)? the?)?"
AMOUNT = "(n=(number | vague) dash?)"
WEEK_OF = "the? (week_unit | wn=number day_unit | k=weekend) (of | we=ending | wb=beginning) the?"
NO_CODE = "(?<! slash | amount | money) (?<! digits dash)"
LENGTH = "((ordinal dash?)? f=fraction | year_unit | n=number month_unit)"
NTH = "o=(ordinal | nth)"
OTHER_YEAR = f"((of | in)? the? y=year | in? {YEAR_SHIFT} | n=number year_unit (ap=apart | bk=back))"

RULES = {
    "iso": "iso=iso",
    "dotted": "dotted=dotted",
    "slashed": "(?<! slash) a=digits slash b=digits slash c=digits (?! slash)",
    "dashed": "(?<! dash) (a=day dash b=small dash c=year | c2=year dash b2=small dash a2=day) (?! dash)",
    "dashed_month": f"(?<! dash) d=day dash m={MONTH} dash y=year (?! dash)",
    "year_ending": f"the? {LENGTH} ending in? (e=part)? m={MONTH} (d=day)? (comma? y=year)?",
    "same_then": f"the same (u=unit | f=fraction | s=season | period | number unit) {OTHER_YEAR}",
    "year_earlier": f"the? year_unit dash (ap=apart | bk=back) (({NTH} dash?)? f=fraction | u=unit | p=period)?",
    "latest": "the latest (f=fraction | period)",
    "year_first": (
        f"the? (y=year | (ys=shift | yb=beside) year_unit) (apos possessive {PART}"
        f" (m={MONTH} (d={DAY} (?! counted))? | s=season) | (apos possessive)? {NTH} dash? f=fraction)"
    ),
    "weekday_of": f"the? ({NTH} | e=final) (wd=weekday | k=weekend) (of | in) m={MONTH} {YEAR}",
    "week_of": f"{WEEK_OF} m={MONTH} d={DAY} {MORE} {YEAR}",
    "week_of_day": f"{WEEK_OF} d={DAY} {MORE} of? m={MONTH} {YEAR}",
    "shift_month": f"side? {PART} (sh=shift | the sb=beside) m={MONTH} (d={DAY} (?! counted))?",
    "month_day": f"{PART} {WEEKDAY} m={MONTH} the? d={DAY} {MORE} {YEAR} rparen?",
    "day_month": f"{PART} {NO_CODE} {WEEKDAY} d={DAY} {MORE} of? m={MONTH} {YEAR} rparen?",
    "ordinal_month": f"the? d=ordinal of m={MONTH} {YEAR}",
    "month_year": f"{PART} m={MONTH} daytime? (comma | of | in)? (y=year | apos sy=yy | {YEAR_SHIFT})",
    "weekday_nth": "wd=weekday comma? the d=nth (?! word | name) (of (ms=shift) month_unit)?",
    "named_weekend": f"(sh=shift | the)? nd=named_day (k=weekend | w=week_unit) (comma? y=year | {YEAR_SHIFT})?",
    "named": f"{PART} sh=shift? nd=named_day daytime? (comma? y=year | {YEAR_SHIFT})?",
    "fraction": f"the? o=(ordinal | nth) dash? f=fraction (of? the? y=year | {YEAR_SHIFT})?",
    "final_fraction": f"the? e=final f=fraction of (the? y=year | {YEAR_SHIFT})",
    "year_end": "u=(year_unit | month_unit) (dash | apos possessive)? close (y=year)?",
    "fraction_code": f"q=(quarter_code | half_code) (of | comma)? (y=year | {YEAR_SHIFT})?",
    "fraction_shift": "the? (fs=shift | fb=beside) f=fraction",
    "season": f"{PART} (side in)? (sh=shift | the? sb=beside) s=season",
    "season_year": f"{PART} the? s=season (of | comma)? (y=year | apos sy=yy | {YEAR_SHIFT})",
    "season_bare": (
        f"(?<= lead) ({PART} the s=season (?! name | of) | part2=part dash? s2=season | s3=season (?! name | word))"
    ),
    "decade": f"(the | shift)? {PART} c=decade",
    "short_decade": "(the part=part? dash? apos? | apos) c=short_decade",
    "decade_word": "the part=part? dash? c=decade_word",
    "fiscal": "fiscal year_unit? y=year",
    "year_range": f"{NO_CODE} y=year (dash | slash) (y2=year | y3=(yy | small)) (?! dash | slash)",
    "short_year": "(?<= lead | the | long | season) apos y=(yy | small) (?! percent | counted)",
    "year": f"{PART} y=year",
    "week_weekday": "w=shift week_unit (on | comma)? wd=weekday daytime?",
    "weekdays_ago": "n=number wd=weekdays back",
    "weekday_apart": "the wd=weekday ap=apart (?= dot | comma | mark | gap | function_word)",
    "weekday": (
        f"(side on?)? {PART} (sh=shift | the sb=beside | the)? wd=weekday"
        " (daytime? (of | comma)? the? (w=shift | wb=beside) week_unit | post=rolling (?= dot | comma | mark | gap) |"
        " daytime)?"
    ),
    "beside": (
        f"(side (on | in)? | {PART_OF})? (the sb=beside | the same | that same?)"
        f" (u=unit | t=daytime | wd=weekday | s=season | m={MONTH}) daytime? (?! dash close)"
    ),
    "rolling": (
        f"(the hedge?)? ((?<= the) r=rolling {AMOUNT}? u=unit | r2=rolling {AMOUNT.replace('n=', 'n2=')} u2=unit)"
        " (?! of)"
    ),
    "rolling_bare": "r=gone u=unit (?! of)",
    "before_last": "the (u=unit | k=weekend) apart shift (?! weekday | long | unit | season | named_day)",
    "weekend": f"(side (on | in)?)? {PART} (sh=shift | the sb=beside | the)? k=weekend",
    "rest": "rest of? (sh=shift | the)? u=unit",
    "apart": f"(hedge? {AMOUNT} | the) (u=unit | t=daytime) ap=apart that?",
    "side_unit": f"(side (on | in | of)? | {PART_OF})? (the | sh=shift) u=unit",
    "day_word": f"side? {PART} dw=day_word daytime?",
    "this_morning": f"side? {PART} the? sh=shift t=daytime",
    "ago": (
        f"hedge? {AMOUNT} half=(and number fraction)? u=unit back"
        " (on? wd=weekday | dw=day_word | sh=shift (u2=unit | m=long))?"
    ),
    "away": f"hedge? {AMOUNT} u=unit (away | from (wd=weekday | dw=day_word) (?! to | dash))",
    "overnight": "ov=overnight (on? wd=weekday (and | to | dash) weekday | to wt=weekday)?",
    "recent": "vague u=unit",
    "month": f"{PART} m={MONTH}",
    "rolling_of": f"the? r2=gone {AMOUNT.replace('n=', 'n2=')} u2=unit (?= of)",
    "nth": "the d=nth (of ms=shift month_unit)?",
}
_ITEM = re.compile(r"(\w+)=|([a-z_]+)|\s+")  # a part's name, a class, a space
_PIECE = re.compile(r"\(\?<?[=!]|\(|\)(?:\?|\{0,\d\})?|\||[a-z_]+\??(?![=\w])")  # brackets and classes, optional or not
_BESIDE = re.compile(r"\(\?<?[=!][^()]*\)")  # what must stand beside an expression, or must not


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date expression before it is resolved: its rule, its tokens ``start`` to ``end``, and its parts' tokens."""

    rule: str
    start: int
    end: int
    parts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, eq=False, slots=True)
class Grammar:
    """The rules of one vocabulary as patterns: each alone, and by the code that begins them all that can begin so."""

    lexicon: Lexicon
    rules: Mapping[str, str]
    opening: re.Pattern[str]
    opened: Mapping[str, str]


@lru_cache(maxsize=16)
def read_grammar(vocabulary: Vocabulary) -> Grammar:
    """Return the grammar over a vocabulary."""
    lexicon = read_lexicon(vocabulary)
    rules = {name: _compiled(row, lexicon, named=True) for name, row in RULES.items()}
    opened: dict[str, list[str]] = {}
    for name, row in RULES.items():
        body = f"(?P<{name}>{_compiled(row, lexicon, named=False)})"
        for code in {code for opening in find_openings(row) for code in lexicon.codes_of(opening)}:
            opened.setdefault(code, []).append(body)
    patterns = {code: "|".join(bodies) for code, bodies in opened.items()}
    return Grammar(lexicon, rules, re.compile(_opening(set(opened), lexicon)), patterns)


def _opening(opened: Set[str], lexicon: Lexicon) -> str:
    """The pattern of a word that may begin a date; "the" and "two" do not before a word that is in no rule."""
    bare = [_compiled(_BESIDE.sub("", row), lexicon, named=False) for row in RULES.values()]
    whole = re.compile("|".join(bare))
    alone = {code for code in opened if whole.fullmatch(code)}
    unknown = set(lexicon.classes.values()).difference(*bare)
    return f"[{''.join(sorted(alone))}]|[{''.join(sorted(opened - alone))}](?![{''.join(sorted(unknown))}])"


def find_phrases(tokens: Tokens, grammar: Grammar, accepts: Callable[[Phrase], bool]) -> Iterator[Phrase]:
    """Yield the date expressions of a text that ``accepts`` takes, in order, none overlapping another.

    Within one that it does not take the search goes on: "that Sunday" is no date, but Sunday in it is.
    """
    place = 0
    for opening in grammar.opening.finditer(tokens.codes):
        start = opening.start()
        if start < place or not (match := _pattern(grammar.opened[opening[0]]).match(tokens.codes, start)):
            continue
        phrase = _read_phrase(tokens, grammar, str(match.lastgroup), start)
        if accepts(phrase):
            place = phrase.end
            yield phrase


def _read_phrase(tokens: Tokens, grammar: Grammar, rule: str, start: int) -> Phrase:
    inner = _pattern(grammar.rules[rule]).match(tokens.codes, start)
    assert inner, f"{rule} matched as one of all rules but not alone"
    parts = {name: inner.span(name) for name, text in inner.groupdict().items() if text}
    return Phrase(rule, start, inner.end(), parts)


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    """Rules are compiled when they are met: few texts need them all."""
    return re.compile(rule)


def find_openings(row: str) -> set[str]:
    """Return the classes with which an expression of a row can begin; it spares the text's other words the rule.

    >>> sorted(find_openings("side? (the | sh=shift)? (?! of) k=weekend"))
    ['shift', 'side', 'the', 'weekend']
    """
    return _openings(iter(_PIECE.findall(row)))[0]


def _openings(pieces: Iterator[str]) -> tuple[set[str], bool]:
    """The classes that a row, or a bracket of it, can begin with, and whether it can be empty."""
    classes: set[str] = set()
    one_empty, empty = False, True  # one alternative before this one; this one so far
    for piece in pieces:
        if piece.startswith(")"):
            return classes, one_empty or empty or piece != ")"
        if piece == "|":
            one_empty, empty = one_empty or empty, True
            continue
        inner, optional = _openings(pieces) if piece.startswith("(") else ({piece.rstrip("?")}, piece.endswith("?"))
        if empty and not piece.startswith("(?"):  # what must stand beside it begins nothing
            classes |= inner
            empty = optional
    return classes, one_empty or empty


def _compiled(row: str, lexicon: Lexicon, named: bool) -> str:
    def item(match: re.Match[str]) -> str:
        group, name = match.groups()
        if group:
            return f"(?P<{group}>" if named else "(?:"
        if name:
            codes = lexicon.codes_of(name)
            if not codes:
                raise ValueError(f"date grammar: no words of class {name!r}")
            return f"[{codes}]"
        return ""

    closed = re.sub(r"(\w+=)(\w+)", r"\1\2)", row)  # m=long -> (?P<m>long); m=( ... ) brings its own bracket
    closed = re.sub(r"(\w+=)\(", r"\1", closed)
    plain = re.sub(r"\((?!\?)", "(?:", closed)
    return _ITEM.sub(item, plain)
