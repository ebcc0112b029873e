"""Predicted claims and gold claims to counts of right, wrong and missed."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpers.edtf import read_bounds
from helpers.evaluation.matching import Matcher, plain, same_day
from helpers.words import read_vocabulary

Row = Mapping[str, Any]
Pair = tuple[Row, Row]
SETS = ("strict", "loose", "value", "mention")
ATTRIBUTES = ("modifier", "status", "group", "speaker", "speaker named", "as_of", "as_of overlap", "period")
BINS = (0.0, 0.5, 0.7, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True)
class Tally:
    """Right ones, how many were predicted, how many there are."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Tally(3, 4, 6).f1, Tally().f1
        (0.6, 0.0)
        """
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0


@dataclass(frozen=True)
class Scores:
    """What one set of articles scores."""

    articles: int
    sets: Mapping[str, Tally]
    measures: Mapping[str, Tally]
    attributes: Mapping[str, Tally]
    reliability: Mapping[float, Tally] = field(default_factory=dict)
    missed: Sequence[tuple[str, Row]] = ()
    extra: Sequence[tuple[str, Row]] = ()


def score_claims(
    predicted: Mapping[str, Sequence[Row]], gold: Iterable[Row], alternatives: Mapping[str, Row] | None = None
) -> Scores:
    """Return the scores of predicted claims, by article id; an article without prediction counts as empty.

    ``alternatives`` holds, by article id, what the gold's annotators also accept.

    >>> claim = {"measure": "killed", "modifier": "over", "low": 9, "best": 9, "high": None, "quote": "", "figure": "9"}
    >>> scores = score_claims({"a": [claim]}, [{"id": "a", "claims": [claim, claim | {"measure": "wounded"}]}])
    >>> scores.sets["strict"].precision, scores.sets["strict"].recall
    (1.0, 0.5)
    """
    matcher = Matcher(read_vocabulary())
    sets: dict[str, Tally] = dict.fromkeys(SETS, Tally())
    measures: Counter[tuple[str, str]] = Counter()
    pairs: list[Pair] = []
    missed: list[tuple[str, Row]] = []
    extra: list[tuple[str, Row]] = []
    bins: dict[float, Tally] = {}
    articles = 0
    for article in gold:
        articles += 1
        wanted, found = _forgiven(article, predicted.get(article["id"], ()), (alternatives or {}).get(article["id"]))
        for name, key in _KEYS.items():
            sets[name] = sets[name] + _sets(map(key, wanted), map(key, found))
        measures.update(_by_measure(wanted, found))
        matched, unmatched, surplus = _matched(wanted, found, matcher)
        sets["mention"] += Tally(len(matched), len(found), len(wanted))
        pairs += matched
        missed += [(article["id"], claim) for claim in unmatched]
        extra += [(article["id"], claim) for claim in surplus]
        _count_bins(bins, wanted, found)
    names = {name for name, _ in measures}
    return Scores(
        articles,
        sets,
        {name: Tally(*(measures[name, part] for part in ("right", "predicted", "gold"))) for name in sorted(names)},
        _attributes(pairs, matcher),
        bins,
        missed,
        extra,
    )


def score_dates(predicted: Mapping[str, Sequence[Row]], gold: Iterable[Row]) -> Tally:
    """Return the score of the resolved dates of each article, each distinct span once: ``199X`` is ``1990/1999``."""
    total = Tally()
    for article in gold:
        wanted = {read_bounds(date["value"]) for date in article.get("dates", ()) if date.get("value")}
        unresolved = {plain(date["expression"]) for date in article.get("dates", ()) if not date.get("value")}
        found = predicted.get(article["id"], ())
        values = {read_bounds(d["value"]) for d in found if d.get("value") and plain(d["expression"]) not in unresolved}
        total += Tally(len(wanted & values), len(values), len(wanted))
    return total


def _value(claim: Row) -> int | None:
    return next((claim[key] for key in ("best", "low", "high") if claim.get(key) is not None), None)


def _values(claim: Row) -> set[int]:
    return {claim[key] for key in ("low", "best", "high") if claim.get(key) is not None}


def _bounds(claim: Row) -> tuple[Hashable, ...]:
    return claim["measure"], claim["low"], claim["best"], claim["high"]


_KEYS: Mapping[str, Callable[[Row], Hashable]] = {
    "strict": _bounds,
    "loose": lambda claim: (claim["measure"], _value(claim)),
    "value": _value,
}


def _sets(wanted: Iterable[Hashable], found: Iterable[Hashable]) -> Tally:
    gold, predicted = set(wanted), set(found)
    return Tally(len(gold & predicted), len(predicted), len(gold))


def _by_measure(wanted: Sequence[Row], found: Sequence[Row]) -> Counter[tuple[str, str]]:
    gold, predicted = ({(claim["measure"], _value(claim)) for claim in claims} for claims in (wanted, found))
    counts: Counter[tuple[str, str]] = Counter()
    for part, items in (("right", gold & predicted), ("predicted", predicted), ("gold", gold)):
        counts.update((measure, part) for measure, _ in items)
    return counts


def _forgiven(article: Row, found: Sequence[Row], accepted: Row | None) -> tuple[list[Row], list[Row]]:
    """Gold and predicted claims after what the annotators also accept: optional figures and debatable claims."""
    wanted: list[Row] = list(article["claims"])
    kept = list(found)
    if not accepted:
        return wanted, kept
    marked = [dict(claim, accepted=also) for claim, also in zip(wanted, accepted["claims"], strict=True)]
    wanted = [
        claim
        for claim in marked
        if not claim["accepted"].get("debatable")
        or any(p["measure"] == claim["measure"] and _values(p) & _values(claim) for p in kept)
    ]
    known = {(claim["measure"], value) for claim in wanted for value in _values(claim)}
    optional = {plain(row["figure"]) for row in accepted.get("optional", ())} - {""}
    names = [(claim, {plain(claim.get("figure")), plain(str(claim["best"] or ""))}) for claim in kept]
    kept = [c for c, n in names if not n & optional or any((c["measure"], v) in known for v in _values(c))]
    return wanted, kept


def _matched(wanted: Sequence[Row], found: Sequence[Row], matcher: Matcher) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pair gold with predicted claims of one measure and value, the likest first."""
    scored = [
        (-_likeness(claim, other, matcher), i, j)
        for i, claim in enumerate(wanted)
        for j, other in enumerate(found)
        if claim["measure"] == other["measure"] and _values(claim) & _values(other)
    ]
    gold_used: set[int] = set()
    used: set[int] = set()
    pairs: list[Pair] = []
    for _, i, j in sorted(scored):
        if i not in gold_used and j not in used:
            gold_used.add(i)
            used.add(j)
            pairs.append((wanted[i], found[j]))
    unmatched = [claim for i, claim in enumerate(wanted) if i not in gold_used]
    return pairs, unmatched, [claim for j, claim in enumerate(found) if j not in used]


def _likeness(claim: Row, other: Row, matcher: Matcher) -> float:
    words, others = (set(plain(row.get("quote")).split()) for row in (claim, other))
    quote = 4 * len(words & others) / max(1, min(len(words), len(others))) if other.get("quote") else 0
    group = 2 * matcher.same_group(claim.get("group"), other.get("group"))
    bounds = (claim["low"], claim["high"]) == (other["low"], other["high"])
    speaker = matcher.same_speaker(claim.get("attributed_to"), other.get("attributed_to"))
    return quote + group + bounds + speaker + 0.5 * (plain(claim.get("figure")) == plain(other.get("figure")))


def _attributes(pairs: Sequence[Pair], matcher: Matcher) -> dict[str, Tally]:
    tests: dict[str, Callable[[Row, Row], bool]] = {
        "modifier": lambda claim, other: bool(claim.get("modifier") == other.get("modifier")),
        "status": lambda claim, other: bool(claim.get("status") == other.get("status")),
        "group": lambda claim, other: any(matcher.same_group(g, other.get("group")) for g in _also(claim, "group")),
        "speaker": lambda claim, other: any(
            matcher.same_speaker(name, other.get("attributed_to")) for name in _also(claim, "attributed_to")
        ),
        "as_of": lambda claim, other: any((d or None) == (other.get("as_of") or None) for d in _also(claim, "as_of")),
        "as_of overlap": lambda claim, other: same_day(claim.get("as_of"), other.get("as_of")),
        "period": lambda claim, other: any(
            (d or None) == (other.get("period") or None) for d in _also(claim, "period")
        ),
    }
    scores = {name: Tally(sum(test(*pair) for pair in pairs), len(pairs), len(pairs)) for name, test in tests.items()}
    named = [pair for pair in pairs if pair[0].get("attributed_to")]
    scores["speaker named"] = Tally(sum(tests["speaker"](*pair) for pair in named), len(named), len(named))
    return {name: scores[name] for name in ATTRIBUTES}


_ALSO = {"group": "groups", "attributed_to": "attributed_to_alt", "as_of": "as_of_alt", "period": "period_alt"}


def _also(claim: Row, name: str) -> list[str | None]:
    return [claim.get(name), *(claim.get("accepted", {}).get(_ALSO[name]) or [])]


def _count_bins(bins: dict[float, Tally], wanted: Sequence[Row], found: Sequence[Row]) -> None:
    """Count, by the confidence the claims were given, how many are right in measure and one value."""
    known = {(claim["measure"], value) for claim in wanted for value in _values(claim)}
    for claim in found:
        if claim.get("confidence") is not None:
            floor = max(edge for edge in BINS[:-1] if edge <= claim["confidence"])
            right = any((claim["measure"], value) in known for value in _values(claim))
            bins[floor] = bins.get(floor, Tally()) + Tally(int(right), 1, 1)
