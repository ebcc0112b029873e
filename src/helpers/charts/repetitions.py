"""Repetition is not corroboration: a row for each statement, a square for each article that tells it."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from helpers.charts import prints, screens
from helpers.charts.marks import plain_rows
from helpers.charts.rows import RIGHT, Rows
from helpers.charts.squares import print_squares, screen_squares
from helpers.charts.styles import CAVEAT, PALETTE, WIDTH, Caption
from helpers.wordings import count_things, write_figure, write_measure

FIRST, PARAPHRASE, COPY, DRIFT = "first telling", "told in other words", "copied words", "drift"
FILLS: Mapping[str, str] = {FIRST: PALETTE[2], PARAPHRASE: PALETTE[0], COPY: "#FFFFFF"}
DRIFT_EDGE = PALETTE[1]
SUBTITLE = (
    f"{CAVEAT} A row is one statement of one source, however often it is told. A square is an article: "
    "dark tells it first, blue in other words, white copies words; an orange edge changes what is counted, or how many."
)
_KEYS = ["measure", "components", "low", "best", "high"]


def repetition_marks(claims: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row an article and statement, the most told statements first, each in order of publication.

    ``drift`` says that the article gives other bounds, another measure or other components than the statement.
    """
    known = claims.dropna(subset="statement_id")
    about = articles[["article_id", "publisher", "published", "published_start", "copy_of"]]
    told = statements[["statement_id", "source", "modifier", "per", *_KEYS]].add_suffix("_told")
    joined = known.merge(about, on="article_id", how="left", validate="many_to_one").merge(
        told, left_on="statement_id", right_on="statement_id_told", how="inner", validate="many_to_one"
    )
    joined["drift"] = [_differs(row) for row in plain_rows(joined, [*_KEYS, *(f"{key}_told" for key in _KEYS)])]
    ordered = joined.sort_values(["statement_id", "published_start", "article_id", "start"], na_position="last")
    first = ordered.drop_duplicates(["statement_id", "article_id"])
    drifted = joined.groupby(["statement_id", "article_id"])["drift"].transform("max")
    marks = first.assign(drift=drifted.astype(bool)[first.index], how=_tellings(first), name=_row_names(first))
    marks["n"] = marks.groupby("statement_id")["article_id"].transform("size")
    marks = marks.sort_values(["n", "name", "statement_id"], ascending=[False, True, True], kind="stable")
    return marks.reset_index(drop=True)


def repetition_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: how few statements the articles' figures come down to."""
    repeated = marks.loc[marks["n"] >= 2, "statement_id"].unique()
    once = marks["statement_id"].nunique() - len(repeated)
    told = f"{count_things(marks, 'telling')} in {count_things(marks['article_id'].unique(), 'article')}"
    finding = f"{told} come down to {count_things(marks['statement_id'].unique(), 'statement')}"
    drifts = count_things(marks[marks["drift"]], "telling")
    drawn = f"{once:,} told once, {len(repeated):,} told by several articles; {drifts} with drift"
    return Caption(f"{finding}: {len(repeated):,} told by several articles, {once:,} by one", SUBTITLE, drawn)


def chart_repetitions(
    claims: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return who repeats what as an interactive chart."""
    screens.check_width(width)
    marks = repetition_marks(claims, statements, articles)
    if marks.empty:
        return screens.chart_empty(width)
    rows = Rows.fitting(width, marks["statement_id"].nunique(), names=NAMES)
    return screens.stack([screen_squares(_items(marks), rows, None)], repetition_caption(marks), width)


def print_repetitions(
    claims: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame, width: int = WIDTH
) -> prints.Print:
    """Return who repeats what for print."""
    marks = repetition_marks(claims, statements, articles)
    if marks.empty:
        return prints.print_empty(width)
    rows = Rows.fitting(width, marks["statement_id"].nunique(), names=NAMES)
    sides = {"left": rows.left, "right": RIGHT, "gap": 30, "foot": 10}
    figure, (axes,) = prints.lay_out(
        repetition_caption(marks), [rows.height * marks["statement_id"].nunique()], width=width, **sides
    )
    with prints.drawing():
        print_squares(axes, _items(marks), rows, None)
    return figure


NAMES = 300  # pixels for "source: figure, measure"


def _differs(row: tuple[object, ...]) -> bool:
    """Tell whether what the article counts, or its bounds, are not those of the statement."""
    measure, components, *bounds = row[: len(row) // 2]
    stated, stated_components, *stated_bounds = row[len(row) // 2 :]
    # Only casualties can differ in what they include.
    recounted = measure != stated or (measure == "casualties" and components != stated_components)
    return recounted or bounds != stated_bounds


def _tellings(first: pd.DataFrame) -> list[str]:
    repeats = first.duplicated("statement_id")
    return [
        COPY if isinstance(copy_of, str) else PARAPHRASE if repeat else FIRST
        for copy_of, repeat in zip(first["copy_of"], repeats, strict=True)
    ]


def _row_names(first: pd.DataFrame) -> list[str]:
    figure = [f"{name}_told" for name in ("modifier", "low", "best", "high", "per")]
    names = []
    for source, measure, components, *values in plain_rows(
        first, ["source_told", "measure_told", "components_told", *figure]
    ):
        names.append(f"{source}: {write_figure(*values)} {write_measure(measure, components)}")
    return names


def _items(marks: pd.DataFrame) -> pd.DataFrame:
    by_row = marks.groupby("statement_id")["publisher"]
    notes = [_note(count, outlets) for count, outlets in zip(marks["n"], by_row.transform("nunique"), strict=True)]
    fills = marks["how"].map(FILLS)
    drifted = marks["drift"]
    return pd.DataFrame(
        {
            "key": marks["statement_id"],
            "name": marks["name"],
            "note": notes,
            "fill": fills,
            "edge": fills.where(marks["how"] != COPY, PALETTE[0]).where(~drifted, DRIFT_EDGE),
            "edge_width": drifted.map({True: 3.0, False: 1.5}),
            "title": marks["how"] + drifted.map({True: f", {DRIFT}: “", False: ": “"}) + marks["figure"] + "”",
            "about": marks["publisher"].astype("object").fillna("outlet not known"),
            "text": marks["quote"],
        }
    )


def _note(articles: int, outlets: int) -> str:
    if articles == 1:
        return "1 article"
    return f"{articles:,} articles, {outlets:,} known outlet{'' if outlets == 1 else 's'}, 1 source"
