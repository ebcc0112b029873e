"""What looks like a date and is none: "may march", Theresa May, 2000 people, flight 1549, a man in his 20s."""

from collections.abc import Callable
from itertools import pairwise

from helpers.dates.readings import Reading

MONEY = ("$", "€", "£", "%", "°")
SIGNS = ("#", "+", "=", "@", "©")
BARS = ("/", "|", "·", "•")  # between the parts of a byline
DASHES = ("-", "–")
JOINTS = ("/", "_", "=")
OFTEN = ("each", "every", "any")
IN = ("in", "since", "during")  # before "August Kenya sent troops" a month, where "by April Jones" is a person
LONGEST_LIST = 14  # tokens of seven weekdays and what joins them
LISTS = ("and", "or", ",", "to", "through")
CLAUSE = 8  # tokens between "in June" and "each year"
FIRST_PLAIN_YEAR = 1900  # an earlier year needs a word such as "in" before it


def is_date(reading: Reading) -> bool:
    """Tell whether a phrase of the grammar is a date where it stands."""
    if _in_address(reading) or _is_vague_edge(reading):
        return False
    check = CHECKS.get(reading.phrase.rule)
    return check is None or check(reading)


def _is_vague_edge(reading: Reading) -> bool:
    """Tell whether "the first weeks of last year" leaves open how many; the first days are the early ones."""
    return reading.has("pe") and not reading.has("pn") and reading.word("pu") in ("weeks", "months")


def _in_address(reading: Reading) -> bool:
    """Tell whether the phrase is part of a URL, a path or a name joined by hyphens."""
    phrase, tokens = reading.phrase, reading.tokens
    start, end = tokens.starts[phrase.start], tokens.ends[phrase.end - 1]
    before, after = tokens.text[start - 1 : start] if start else "", tokens.text[end : end + 1]
    return before in JOINTS or after in JOINTS or before == after == "-"


def _before(reading: Reading, offset: int = 1) -> str:
    return reading.tokens.word(reading.phrase.start - offset)


def _after(reading: Reading, offset: int = 0) -> str:
    return reading.tokens.word(reading.phrase.end + offset)


def _is(reading: Reading, name: str, word: str) -> bool:
    return reading.grammar.lexicon.value(name, word) is not None


def _recurs(reading: Reading) -> bool:
    """Tell whether something happens again and again: "Friday nights", "Monday and Friday nights"."""
    end = reading.phrase.end
    for place in range(end, end + LONGEST_LIST, 2):
        if not _is(reading, "weekday", reading.tokens.word(place + 1)) or reading.tokens.word(place) not in LISTS:
            return _is(reading, "daytimes", reading.tokens.word(place))
    return False


def _is_yearly(reading: Reading) -> bool:
    """Tell whether the clause speaks of every year: "the rains come in June each year"."""
    start, end = reading.phrase.start, reading.phrase.end
    words = [reading.tokens.word(index) for index in range(start - CLAUSE, end + CLAUSE)]
    return any(word == "year" and before in OFTEN for before, word in pairwise(words))


def _name_at(reading: Reading, index: int) -> bool:
    """Tell whether a token is an unknown word with a capital."""
    codes = reading.tokens.codes
    return 0 <= index < len(codes) and codes[index] == reading.grammar.lexicon.classes[frozenset({"name"})]


def _month(reading: Reading) -> bool:
    """A bare month: "march", "may" and short forms need a lead; "April Jones" and "Theresa May" are people."""
    phrase, word, before = reading.phrase, reading.word("m"), _before(reading)
    if before in OFTEN or _is_yearly(reading):
        return False
    opened = _is(reading, "lead", before) or _is(reading, "put_off", before)
    led = opened or reading.has("part") or before in ("and", "or", "to", "-", "–")
    if _is(reading, "person_month", word):
        beside = _name_at(reading, phrase.end) or _name_at(reading, phrase.start - 1)
        if beside and before not in IN and not (led and not _name_at(reading, phrase.end)):
            return False
    dotted = reading.tokens.word(phrase.end - 1) == "."
    if _is(reading, "short", word) and not _is(reading, "long", word):
        return dotted or (_is(reading, "lead", before) and not _name_at(reading, phrase.end))
    if before == "the" and _is(reading, "verb_month", word):  # the March vote, not the March for Life
        noun = _after(reading)
        return noun.isalpha() and not any(_is(reading, name, noun) for name in ("lead", "kin"))
    return led or not _is(reading, "verb_month", word)


def _month_day(reading: Reading) -> bool:
    """A month and a number: not "May 15 million", and not a percentage."""
    return _after(reading) not in ("%", "million", "billion", "percent") or reading.has("y")


def _year(reading: Reading) -> bool:
    """Four digits: not a count, an amount of money, a clock time, a flight, a car's model or a number in a name."""
    if reading.has("part"):
        return True
    if _is_amount(reading) or _is_glued(reading) or _is(reading, "makes", _after(reading)):
        return False
    if _name_at(reading, reading.phrase.start - 1) and _before(reading, 2) != "(":
        return False
    led = _is(reading, "lead", _before(reading)) or _before(reading) in ("and", "or", "to", "(", "late", "early")
    return led or (reading.number("y") or 0) >= FIRST_PLAIN_YEAR


def _is_amount(reading: Reading) -> bool:
    """Tell whether four digits count something: 2000 people, 1950 injured, $2000, flight 1549, about 1500."""
    before, after = _before(reading), _after(reading)
    if _is(reading, "counted", after) or _is(reading, "numbered", before) or after in MONEY:
        return True
    if _is(reading, "fallen", after) and not _is(reading, "lead", before):
        return True
    round_number = (reading.number("y") or 0) % 50 == 0
    return before in (*MONEY, *SIGNS) or (round_number and _is(reading, "hedge", before))


def _is_glued(reading: Reading) -> bool:
    """Tell whether four digits are part of a longer number or word: COVID-2019, 555 2024, 2000-year-old."""
    tokens, before, after = reading.tokens, _before(reading), _after(reading)
    start, end = tokens.starts[reading.phrase.start], tokens.ends[reading.phrase.end - 1]
    counts = before == "in" and 0 < len(after) <= len("999") and tokens.text[end : end + 1] == " "  # "in 1998 40 died"
    if before[-1:].isdigit() or (after[:1].isdigit() and not counts):
        return True
    if tokens.text[max(start - 1, 0) : start] in DASHES and _before(reading, 2) not in ("post", "pre"):
        return True
    return after in DASHES and _is(reading, "unit", _after(reading, 1))


def _short_year(reading: Reading) -> bool:
    """In '93 or '08; not the '5 in a quotation."""
    return len(reading.word("y")) == 2 and (reading.word("y") > "12" or reading.word("y") < "10")


def _year_range(reading: Reading) -> bool:
    first, last = reading.number("y") or 0, reading.number("y2")
    if _is(reading, "counted", _after(reading)) or _before(reading) in ("$", "€", "£"):
        return False
    return last is None or first < last <= first + 200


def _weekday(reading: Reading) -> bool:
    """A weekday: not any ("every Monday", "on a Monday") nor a name ("Black Friday", the Sunday Times)."""
    before = _before(reading)
    if before == "a" and (_before(reading, 2) == "on" or _after(reading) == "in"):  # but "a Thursday statement"
        return False
    if _is(reading, "weekday_name_head", before) or _recurs(reading):
        return False
    if (before, _after(reading)) == ("(", ")") and _before(reading, 2)[-1:].isdigit():  # "May 9, 2015 (Saturday)"
        return False
    if _is(reading, "ordinal", before) and _after(reading) == "of":  # "the first Monday of every month"
        return False
    return not (_is(reading, "weekday_name_tail", _after(reading)) and _capital(reading, reading.phrase.end))


def _weekend(reading: Reading) -> bool:
    """The weekend: not "a weekend", "the second weekend", "a long weekend"."""
    if reading.tokens.word(reading.phrase.start) != "weekend":
        return True
    return not any(_is(reading, name, _before(reading)) for name in ("number", "ordinal", "weekend_head"))


def _capital(reading: Reading, index: int) -> bool:
    return reading.tokens.text[reading.tokens.starts[index]].isupper()


def _day_word(reading: Reading) -> bool:
    """Today and its like: not "USA Today", nor "today's youth"."""
    start = reading.phrase.parts["dw"][0]
    if _is(reading, "possessive", _after(reading, 1)) and _is(reading, "generic", _after(reading, 2)):
        return False
    return not (_capital(reading, start) and _name_at(reading, start - 1))


def _side_unit(reading: Reading) -> bool:
    """The week or the month only as "earlier in the week", "late in the month"; no "this day", no "last years"."""
    if reading.value("u", "unit") in ("hour", "day", "fortnight") or reading.word("u").endswith("s"):
        return False
    if _before(reading) == "the" and _after(reading) in ("of", "before"):  # "in the last week of the siege"
        return False
    first = reading.tokens.word(reading.phrase.start)
    return reading.has("sh") or reading.has("part") or _is(reading, "side", first)


def _beside(reading: Reading) -> bool:
    """That day, that evening, by that May; not the conjunction in "said that Monday", "said that winter"."""
    words = [reading.tokens.word(index) for index in range(reading.phrase.start, reading.phrase.end)]
    if "that" in words and "same" not in words:
        led = _is(reading, "lead", _before(reading)) or _before(reading) in ("again", "earlier", "later")
        return reading.has("u") or reading.has("t") or (led and not reading.has("wd"))
    return bool(reading.value("u", "unit") != "hour")


def _rolling(reading: Reading) -> bool:
    """The past three days; not "the last day" or the next one."""
    mark = "2" if reading.has("r2") else ""
    if reading.has("n" + mark):
        return True
    return reading.word("r" + mark) in ("past", "last", "coming") and _after(reading) != "before"


def _before_last(reading: Reading) -> bool:
    end = reading.phrase.end
    return (reading.tokens.word(end - 2), reading.tokens.word(end - 1)) == ("before", "last")


def _apart(reading: Reading) -> bool:
    """A day earlier, the year before; not "for three days after", "the two years before", said of a duration."""
    if _before(reading) in ("for", "the"):
        return False
    if not reading.has("n"):
        return reading.word("ap") in ("before", "after", "prior") and reading.value("u", "unit") != "hour"
    return _after(reading) != "than" and reading.value("u", "unit") != "hour"


def _recent(reading: Reading) -> bool:
    return reading.tokens.word(reading.phrase.start) == "recent"


def _fraction(reading: Reading) -> bool:
    """A quarter of a year; a half needs its year, and neither is part of a game."""
    if reading.names_year():
        return True
    near = {reading.tokens.word(index) for index in range(reading.phrase.start - 25, reading.phrase.end + 25)}
    return bool(reading.value("f", "fraction") == 4) and not any(_is(reading, "sports", word) for word in near)


def _fraction_shift(reading: Reading) -> bool:
    return bool(reading.value("f", "fraction") == 4)


def _this_morning(reading: Reading) -> bool:
    shift = reading.value("sh", "shift")
    return shift == 0 or bool(shift == -1 and reading.word("t") in ("night", "evening"))


def _nth(reading: Reading) -> bool:
    """On the 20th, the night of the 20th; not the 20th floor."""
    if reading.has("ms"):
        return True
    led = _before(reading) in ("on", "since", "until", "by", "from", "till")
    night = _before(reading) == "of" and (
        _is(reading, "daytime", _before(reading, 2)) or _before(reading, 2) == "hours"
    )
    after = _after(reading)
    ends = not after[:1].isalpha() or _is(reading, "number", after)
    return (led or night) and (ends or (_is(reading, "goes_on", after) and not _after(reading, 1)[:1].isdigit()))


def _named(reading: Reading) -> bool:
    """Christmas, Easter 2020; not each Easter, Christmas Island, Christmas shopping."""
    end = reading.phrase.end
    if reading.has("y"):
        return True
    named = _name_at(reading, end) and not (_before(reading) == "on" and " " in reading.word("nd"))
    return not (_before(reading) in OFTEN or named or _is(reading, "season_nouns", _after(reading)))


def _ago(reading: Reading) -> bool:
    """A year ago; not half a year ago, nor the age of the page: "Jan. 14, 2008 / 10 years ago"."""
    return _before(reading) != "half" and _before(reading) not in BARS


def _year_ending(reading: Reading) -> bool:
    """The year ended March 31, the six months to June; not "two months to March", nor "the quarter ended June 30"."""
    if (reading.has("f") and reading.has("d")) or reading.value("e", "part") not in (None, "late"):
        return False
    ends = {reading.tokens.word(index) for index in range(reading.phrase.start, reading.phrase.end)}
    return reading.tokens.word(reading.phrase.start) == "the" or not ends & {"to", "through"}


def _year_end(reading: Reading) -> bool:
    """By year-end, at the month's end; not "a year-end review"."""
    before = _before(reading)
    if before == "the":
        return _is(reading, "possessive", reading.tokens.word(reading.phrase.end - 2))
    return reading.has("y") or before in ("at", "near") or _is(reading, "lead", before)


def _overnight(reading: Reading) -> bool:
    return _after(reading) not in ("success", "stay", "bag", "train", "guest", "guests", "low", "lows", "-")


CHECKS: dict[str, Callable[[Reading], bool]] = {
    "month": _month,
    "month_day": _month_day,
    "day_month": _month_day,
    "year": _year,
    "short_year": _short_year,
    "year_range": _year_range,
    "weekday": _weekday,
    "weekend": _weekend,
    "day_word": _day_word,
    "side_unit": _side_unit,
    "beside": _beside,
    "rolling": _rolling,
    "before_last": _before_last,
    "apart": _apart,
    "recent": _recent,
    "fraction": _fraction,
    "fraction_shift": _fraction_shift,
    "this_morning": _this_morning,
    "nth": _nth,
    "named": _named,
    "overnight": _overnight,
    "ago": _ago,
    "year_ending": _year_ending,
    "year_end": _year_end,
}
