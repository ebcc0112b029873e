"""Numbers that are ages: "Ann Lee, 65, said", "dies at 78", "aged between 14 and 18", "the mother of two"."""

import re

OLDEST = 115
_AGE_BETWEEN_COMMAS = re.compile(
    r"(?:[A-Z][\w.’'-]*|\b(?:man|woman|boy|girl|teenager|mother|father|son|daughter|baby|child|mum|mom|dad|wife"
    r"|husband|brother|sister|driver|student|schoolboy|schoolgirl|star|singer|actor|actress|pensioner|toddler|model"
    r"|influencer|resident|soldier|officer))(?:[”\"']?),\s\Z"
)
_AGE_AFTER = re.compile(
    r"(?:\b(?:(?:oldest|youngest)(?:(?:\s+of\s+(?:them|whom|these))?,?|(?:\s\w+){0,3}\s(?:was|is|being))"
    r"|aged?(?:\s+(?:between|from|of|over|under))?|ages?|died\s+at|dies\s+at|(?<!the\s)(?<!of\s)dead\s+at|at\s+age|turned|turns"
    r"|(?<!number\s)(?<!of\s)(?<!those\s)(?:kidnapped|abducted|found|murdered|married|widowed|orphaned|jailed|retired)\s+at"
    r"|(?:man|woman|boy|girl|teenager|mother|father|child|baby|son|daughter|another|one)\s+of|at\s+the\s+age\s+of"
    r"|(?:children|those|people|all|players|anyone|everyone|kids|youths|boys|girls|minors)\s+(?:aged\s+)?(?:under|over|below|above)|under|below)"
    r"(?:\s+(?:just|only|about|around))?|\bunder-|\baged\s+between\s+\d{1,2}\s+and)\s*\Z"
)
_I_WAS = re.compile(
    r"\b(?:I|[Hh]e|[Ss]he|who|father|mother|husband|wife|son|daughter|brother|sister|uncle|aunt|nephew|niece|cousin)"
    r"\s+(?:was|is|turned|turns)\s+(?:just\s+|only\s+)?\Z|\b[Aa]ge\s*\(\Z"
)
_BEING = ("was", "is", "turned", "turns", "just", "only", "(")  # the last words of the pattern above
_PERSON_OF = re.compile(
    r"\b(?:(?:man|woman|boy|girl|teenager|youth|lad|child|baby|another)\s+of\s+|aged?\s+\w+(?:\s*,\s*\w+)?\s+and\s+"
    r"|(?:older|younger)\s+than\s|(?:grand)?(?:mother|father|mum|mom|dad|parent|parents)[- ]of[- ])\Z"
)
_LINKING = ("of", "of-", "and", "than")  # the last words of the pattern above
_APPOSED = re.compile(
    r"(?!\b(?:dead|killed|wounded|injured|missing|deaths|those|them|these|total|year|all)\b)\b[A-Za-z]+,\s\Z"
)
_AGES_OF_TWO = re.compile(
    r"\b(?:men|women|boys|girls|brothers|sisters|teenagers|people|children|soldiers|officers|others|students|victims),\s"
    r"(?:aged\s)?(?:\d{1,2},?\s(?:and\s)?){0,3}\Z"
)
_WHO_WERE = re.compile(r"\bwho\s(?:were|are)\s(?:aged\s)?(?:\w+,?\s(?:and\s)?){0,3}\Z")
_AGE_OF_TWO_CLOSES = re.compile(r",?\sand\s\d{1,2},|,\s\d{1,2},?\sand\s\d{1,2},|,")
_COMMA_OR_AND = re.compile(r",|\sand\b|\.")
_WHO_ARE_YOUNG = re.compile(
    r"\b(?:children|those|people|adults|men|women|boys|girls|pupils|players|infants)"
    r"\s(?:aged\s)?(?:under|over|below)\s\Z"
)
_YOUNGER = ("under", "over", "below")  # the last words of the pattern above
_THEY_DO = re.compile(r"\s(?:and|or|who|have|has|had|are|is|were|was|die[ds]?|may|could|will|with|from|in|at|among)\b")
_OR_UNDER = re.compile(r"\s+(?:and|or)\s+(?:(?:under|over|older|younger)\b|\d{1,2}[- ]years?[- ]old)")
_COMMA_CLOSES = re.compile(r"\s*(?:,(?!\s*\d)|[.:;!?]|\)|\Z)|\s+(?:dies|died|was|is|has|who)\b")
_AGE_CLOSES = re.compile(
    r"\s*(?:[-–—]|,(?!\s*(?:\d|and\b))|[.;:!?)”\"']|\Z|and\s+(?:under|over|older|younger|above|below|\d)|or\s+(?:under|over|older|younger)|in\b|after\b|to\s+\d)"
)


def is_age(left: str, low: str, right: str) -> bool:
    """Tell an age by the words left of it, as written and in small letters, and right of it: "Ann Lee, 65, said"."""
    before = left.rstrip()
    if _AGE_CLOSES.match(right) and _AGE_AFTER.search(low):
        return True
    if before.endswith(_BEING) and _I_WAS.search(left) and not re.match(r"\s+(?:of|people|killed|dead)\b", right):
        return True
    if _AGE_OF_TWO_CLOSES.match(right) and _AGES_OF_TWO.search(low):
        return True
    if _COMMA_OR_AND.match(right) and _WHO_WERE.search(low):
        return True
    if before.endswith(_YOUNGER) and _WHO_ARE_YOUNG.search(low) and (_THEY_DO.match(right) or _AGE_CLOSES.match(right)):
        return True
    if _OR_UNDER.match(right) or (before.lower().endswith(_LINKING) and _PERSON_OF.search(low)):
        return True
    return left[-2:-1] == "," and _is_between_commas(left, right)


def _is_between_commas(left: str, right: str) -> bool:
    """Tell "Ann Lee, 65, said" and "a father, 30, ..." from "of the dead, 30, ..."."""
    if right.startswith(",") and left[-1:] == " " and not right[1:3].strip().isdigit() and _APPOSED.search(left):
        return True
    return bool(_COMMA_CLOSES.match(right)) and bool(_AGE_BETWEEN_COMMAS.search(left))
