"""Charts: what they encode, what they must never do, and that both twins draw the same."""

import colorsys
import hashlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import altair as alt
import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_notebook, new_output
from PIL import Image

from helpers import charts
from helpers.charts import latest, prints, renderers, revisions, styles, tellings, totals
from helpers.charts.layouts import Label, TimeScale, place_labels
from helpers.charts.marks import largest_panels, statement_marks
from helpers.charts.timelines import place_events, timeline_marks
from helpers.tables import TABLES, make_table

COLUMNS = ["source", "stated_on", "measure", "components", "modifier", "low", "best", "high"]
STATEMENTS = """
Flood Agency       2031-03-02             killed     K    over     40    40     -
Flood Agency       2031-03-05             killed     K    about    90    90    90
Flood Agency       2031-03-09             killed     K    range   110     -   140
Flood Agency       2031-03-20             killed     K    exact   131   131   131
Red Crescent       2031-03-04             killed     K    under     -    60    60
Red Crescent       2031-03                killed     K    exact    75    75    75
Red Crescent       -                      killed     K    about   200   200   200
Mayor of Lowtown   2031-03-03/2031-03-05  killed     K    vague   300     -   900
Flood Agency       2031-03-05             wounded    W    about   800   800   800
Mayor of Lowtown   2031-03-05             missing    M    over     12    12     -
Red Crescent       2031-03-06             casualties KW   over    900   900     -
Flood Agency       2031-03-02             deployed   -    exact  5000  5000  5000
"""
CHAIN = {"s01": "s00", "s02": "s01", "s03": "s02"}
BY_STATEMENTS = ("totals", "latest", "revisions", "tellings")
ALL = (*BY_STATEMENTS, "coherence", "repetitions", "timeline")


def row(table: str, **values: Any) -> SimpleNamespace:
    """Return a row of a table in which nothing else is known."""
    return SimpleNamespace(**{column.name: None for column in TABLES[table]} | values)


def statement(number: int, line: str) -> SimpleNamespace:
    cells = [line[:19].strip(), *line[19:].split()]
    values: dict[str, Any] = dict(zip(COLUMNS, (None if cell == "-" else cell for cell in cells), strict=True))
    values |= {name: values[name] and int(values[name]) for name in ("low", "best", "high")}
    values |= dict.fromkeys(("n_claims", "n_articles", "n_outlets", "n_copies"), 0)
    values |= {"side": "Civil", "source_kind": "agency", "group": "Villagers", "status": "reported"}
    values |= {"origin": "ledger", "is_cumulative": True, "corroboration": "single"}
    name = f"s{number:02d}"
    return row("statements", statement_id=name, vintage_of=CHAIN.get(name), **values)


@pytest.fixture(scope="module")
def statements() -> pd.DataFrame:
    rows = [statement(i, line) for i, line in enumerate(STATEMENTS.strip().splitlines())]
    rows[7].status, rows[7].is_cumulative = "projected", False
    rows[10].period, rows[10].is_cumulative = "2031-03-01/2031-03-06", False
    return make_table("statements", rows)


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    known = {"text_sha256": "0", "n_words": 100, "published_basis": "byline"}
    days = ("2031-03-02", "2031-03-03", "2031-03-04")
    rows = [row("articles", article_id=f"a{i}", publisher=f"Paper {i}", **known) for i in range(3)]
    for each, day in zip(rows, days, strict=True):
        each.published = day
    rows[1].copy_of = "a0"
    return make_table("articles", rows)


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    known = {"start": 5, "end": 7, "group": "Villagers", "status": "reported", "chain": ("Paper", "Flood Agency")}
    figures = {"measure": "killed", "components": "K", "modifier": "over", "high": None}
    tellings = (("a0", "s00", 40), ("a1", "s00", 40), ("a2", "s00", 44), ("a2", "s08", 800))
    rows = []
    for i, (article, told, figure) in enumerate(tellings):
        said = {"figure": str(figure), "low": figure, "best": figure, "quote": f"At least {figure} died."}
        rows.append(row("claims", claim_id=f"c{i}", article_id=article, statement_id=told, **said, **known, **figures))
    rows[3].measure, rows[3].components, rows[3].modifier, rows[3].high = "wounded", "W", "about", 800
    return make_table("claims", rows)


@pytest.fixture(scope="module")
def checks() -> pd.DataFrame:
    asked = (("R6", "warning"), ("R11", "error"), ("R11", "note"), ("R99", "note"))
    rows = [row("checks", rule=rule, severity=severity, sentence=f"{rule} asks.") for rule, severity in asked]
    return make_table("checks", rows)


@pytest.fixture(scope="module")
def timeline() -> pd.DataFrame:
    dates = ("2031-03-01", "2031-03", "2031-03-04/2031-03-06", None, "2030-03-04")
    kinds = itertools.cycle(("statement", "event", "publication"))
    rows = [
        row("timeline", event_id=f"e{i}", date=date, kind=kind, text=f"The river rose, {i}.", article_id=("a0",))
        for i, (date, kind) in enumerate(zip(dates, kinds, strict=False))
    ]
    rows[4].evidence = "A year before the others."
    return make_table("timeline", rows)


@pytest.fixture(scope="module")
def inputs(
    statements: pd.DataFrame, articles: pd.DataFrame, claims: pd.DataFrame, checks: pd.DataFrame, timeline: pd.DataFrame
) -> dict[str, tuple[pd.DataFrame, ...]]:
    tables: dict[str, tuple[pd.DataFrame, ...]] = dict.fromkeys(BY_STATEMENTS, (statements,))
    return tables | {
        "coherence": (statements, checks),
        "repetitions": (claims, statements, articles),
        "timeline": (timeline,),
    }


@pytest.fixture(scope="module")
def specs(inputs: dict[str, tuple[pd.DataFrame, ...]]) -> dict[str, dict[str, Any]]:
    return {name: spec_of(name, inputs[name]) for name in ALL}


@pytest.fixture(scope="module")
def total_rows(specs: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["statement_id"]: row for row in drawn_rows(specs["totals"])}


def screen(name: str) -> Callable[..., Any]:
    return getattr(charts, f"chart_{name}")


def paper(name: str) -> Callable[..., prints.Print]:
    return getattr(charts, f"print_{name}")


def spec_of(name: str, tables: tuple[pd.DataFrame, ...], **options: Any) -> dict[str, Any]:
    return renderers.read_spec(screen(name)(*tables, **options))


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


def drawn_rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for name, rows in spec["datasets"].items() if name.startswith("rows-") for row in rows]


# What every chart does


@pytest.mark.parametrize("name", ALL)
def test_spec_is_vega_lite_5_with_caveat_and_alternative_text(name: str, specs: Any) -> None:
    spec = specs[name]
    assert spec["$schema"].endswith("/vega-lite/v5.json")
    assert " ".join(spec["title"]["subtitle"]).startswith("Reported claims, not verified.")
    title = " ".join(spec["title"]["text"])
    assert title
    assert title in renderers.alt_text(spec)
    assert renderers.alt_text(spec).endswith("Reported claims, not verified.")


@pytest.mark.parametrize("name", ALL)
def test_dates_are_utc_and_written_as_days(name: str, specs: Any) -> None:
    spec = specs[name]
    for row in drawn_rows(spec):
        for key in ("at", "up", "date_start", "date_end", "true_start", "true_end"):
            assert not isinstance(row.get(key), str) or len(row[key]) == len("2031-03-04")
    for view in (node for node in walk(spec) if "layer" in node):
        for channel in ("x", "y"):
            uses = [node[channel] for node in walk(view) if channel in node and isinstance(node[channel], dict)]
            if any(use.get("type") == "temporal" for use in uses):
                assert [use["scale"]["type"] for use in uses if "scale" in use] == ["utc"]
    assert not [node for node in walk(spec) if "timeUnit" in node]


@pytest.mark.parametrize("name", ALL)
def test_both_twins_draw_as_many_marks(name: str, inputs: Any, specs: Any) -> None:
    figure = paper(name)(*inputs[name])
    marks = [artist for axes in figure.axes for artist in axes.get_children() if artist.get_gid() == "mark"]
    rows = drawn_rows(specs[name])
    if name == "timeline":  # the strip to brush on repeats the dated ones
        rows = list({row["event_id"]: row for row in rows}.values())
    assert len(marks) == len(rows) > 0


@pytest.mark.parametrize("name", ALL)
def test_same_input_gives_the_same_bytes(name: str, inputs: Any, specs: Any) -> None:
    assert json.dumps(spec_of(name, inputs[name])) == json.dumps(specs[name])


def test_same_input_gives_the_same_pictures(statements: pd.DataFrame) -> None:
    assert len({renderers.render_png(charts.chart_tellings(statements)) for _ in range(2)}) == 1
    assert len({prints.write_png(charts.print_tellings(statements)) for _ in range(2)}) == 1
    assert len({prints.write_svg(charts.print_tellings(statements)) for _ in range(2)}) == 1


@pytest.mark.parametrize("name", ALL)
def test_empty_tables_say_so(name: str, inputs: Any) -> None:
    empty = tuple(table.iloc[:0] for table in inputs[name])
    spec = spec_of(name, empty)
    assert spec["title"]["text"][0] in (styles.NO_STATEMENT, revisions.NO_VINTAGE)
    assert paper(name)(*empty).alt_text == renderers.alt_text(spec)


@pytest.mark.parametrize("name", ALL)
def test_inputs_are_left_as_they_were(name: str, inputs: Any) -> None:
    before = [table.copy() for table in inputs[name]]
    screen(name)(*inputs[name])
    paper(name)(*inputs[name])
    for table, copy in zip(inputs[name], before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize(
    ("name", "width"), [("totals", 360), ("latest", 360), ("repetitions", 360), ("timeline", 360), ("latest", 760)]
)
def test_pictures_fit_the_page(name: str, width: int, inputs: Any) -> None:
    picture = Image.open(BytesIO(renderers.render_png(screen(name)(*inputs[name], width=width), scale=1)))
    assert picture.width <= width + 8


def test_too_narrow_a_page_is_refused(statements: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="at least 320 pixels: 100"):
        charts.chart_totals(statements, width=100)


def test_time_zone_language_and_hash_seed_change_nothing(statements: pd.DataFrame, tmp_path: Any) -> None:
    statements.to_pickle(tmp_path / "statements.pkl")
    script = (
        "import sys, json, hashlib, pandas as pd; from helpers import charts; from helpers.charts import renderers\n"
        "chart = charts.chart_totals(pd.read_pickle(sys.argv[1])); bundle = renderers.render_bundle(chart.to_dict())\n"
        "png = hashlib.sha256(bundle.pop('image/png')).hexdigest()\n"
        "print(hashlib.sha256(json.dumps(bundle).encode()).hexdigest(), png)"
    )
    places = ({"TZ": "America/New_York", "PYTHONHASHSEED": "1"}, {"TZ": "Asia/Seoul", "PYTHONHASHSEED": "2"})
    said = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "statements.pkl")],
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for place in places
    }
    assert len(said) == 1


def test_bundle_is_a_valid_notebook_output(statements: pd.DataFrame) -> None:
    before = alt.renderers.active
    try:
        charts.set_up()
        bundle = charts.chart_latest(statements)._repr_mimebundle_()
    finally:
        alt.renderers.enable(before)
    assert sorted(bundle) == ["application/vnd.vegalite.v5+json", "image/png", "text/plain"]
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert json.loads(json.dumps(bundle[renderers.MIME_TYPE])) == bundle[renderers.MIME_TYPE]
    data = bundle | {"image/png": "iVBORw0KGgo="}
    cell = nbformat.v4.new_code_cell(outputs=[new_output("display_data", data=data)])
    nbformat.validate(new_notebook(cells=[cell]))


def test_print_shows_itself_with_its_alternative_text(statements: pd.DataFrame) -> None:
    bundle = charts.print_latest(statements)._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == renderers.alt_text(charts.chart_latest(statements))


def test_thousands_of_rows_are_drawn(statements: pd.DataFrame) -> None:
    killed = statements[(statements["measure"] == "killed") & (statements["modifier"] == "about")]
    many = pd.concat([killed.assign(statement_id=f"x{i}", best=i, low=i, high=i) for i in range(2600)])
    spec = spec_of("totals", (many,))
    assert len(drawn_rows(spec)) == len(many) > 5000


def test_more_panels_than_a_page_holds_are_named(statements: pd.DataFrame) -> None:
    one = statements.iloc[[0]]
    many = pd.concat([one.assign(statement_id=f"x{i}", group=f"Village {i:03d}") for i in range(70)])
    shown, note = largest_panels(statement_marks(many))
    assert shown["panel"].nunique() == 60
    assert note == "Of 70 panels, the 60 with most figures are drawn."


@pytest.mark.parametrize("source", ['Say "no"', "a\\b'c\n</script>", "عنوان 🌊", "x" * 300, " via  via "])
def test_any_name_can_be_drawn(source: str, statements: pd.DataFrame) -> None:
    renamed = statements.assign(source=source)
    few = renamed[renamed["measure"] == "killed"]
    for name in ("latest", "totals"):
        assert renderers.render_png(screen(name)(few), scale=0.3).startswith(b"\x89PNG")
        assert paper(name)(few).alt_text


# What the marks say


def test_titles_come_from_the_data(statements: pd.DataFrame, specs: Any) -> None:
    changed = statements.assign(best=statements["best"].replace(131, 137), low=statements["low"].replace(131, 137))
    changed = changed.assign(high=changed["high"].replace(131, 137))
    for name in ("totals", "revisions"):
        assert "131" in " ".join(specs[name]["title"]["text"])
        assert "137" in " ".join(spec_of(name, (changed,))["title"]["text"])


def test_latest_title_names_lowest_and_highest_source(specs: Any) -> None:
    title = " ".join(specs["latest"]["title"]["text"])
    assert title == "Villagers, killed: the latest totals of 2 sources run from 75 (Red Crescent) to 131 (Flood Agency)"


def test_open_bounds_stay_open(total_rows: Any) -> None:
    assert total_rows["s00"]["high"] is None
    assert total_rows["s00"]["stem_to"] > total_rows["s00"]["value"] == 40
    assert total_rows["s04"]["low"] is None
    assert total_rows["s04"]["stem_to"] < total_rows["s04"]["value"] == 60
    assert total_rows["s01"]["stem_to"] is None


def test_a_range_has_no_middle(total_rows: Any) -> None:
    assert [total_rows[name]["value"] for name in ("s02", "s07")] == [None, None]
    assert (total_rows["s02"]["low"], total_rows["s02"]["high"]) == (110, 140)


def test_lines_join_one_source_and_break_at_a_range(statements: pd.DataFrame) -> None:
    marks = totals.total_marks(statements)
    lines = marks[marks["line"].notna()].groupby("line")["statement_id"].apply(list).tolist()
    assert lines == [["s00", "s01"], ["s03"]]
    assert (marks[marks["line"].notna()].groupby("line")["source"].nunique() == 1).all()


def test_projected_and_period_figures_are_apart(total_rows: Any) -> None:
    assert total_rows["s07"]["hollow"] is True
    assert total_rows["s07"]["counted"] == "projected, not reported"
    assert total_rows["s10"]["counted"] == "one period, not a running total"
    assert total_rows["s10"]["line"] is None
    assert total_rows["s10"]["strength"] < total_rows["s03"]["strength"] == 1


def test_only_comparable_figures_share_a_panel(statements: pd.DataFrame) -> None:
    rate = statements.iloc[[0]].assign(statement_id="r", per="day")
    marks = totals.total_marks(pd.concat([statements, rate]))
    keys = marks.assign(components=marks["components"].fillna("-"), per=marks["per"].fillna("-"))
    assert (keys.groupby("panel")[["group", "measure", "components", "per"]].nunique() == 1).all(axis=None)
    assert marks["panel"].nunique() == 6


def test_every_statement_is_drawn_once(statements: pd.DataFrame, specs: Any) -> None:
    drawn = [row["statement_id"] for row in drawn_rows(specs["totals"])]
    assert sorted(drawn) == statements["statement_id"].tolist()


def test_undated_statements_stand_in_their_lane(total_rows: Any) -> None:
    dated = [row["at"] for row in total_rows.values() if row["date_end"] is not None]
    assert total_rows["s06"]["date_start"] is None
    assert total_rows["s06"]["told"] == "undated"
    assert total_rows["s06"]["at"] > max(dated)


def test_latest_word_is_the_last_dated_total(statements: pd.DataFrame) -> None:
    marks = latest.latest_marks(statements)
    killed = marks[marks["panel_title"] == "Villagers, killed"]
    assert dict(zip(killed["source"], killed["statement_id"], strict=True)) == {
        "Flood Agency": "s03",
        "Red Crescent": "s05",
        "Mayor of Lowtown": "s07",
    }
    assert killed["label"].tolist()[-1] == "300–900 projected, 3–5 Mar 2031"


def test_revisions_give_factors_as_far_as_bounds_tell(statements: pd.DataFrame) -> None:
    marks = revisions.revision_marks(statements)
    assert marks["factor"].tolist() == ["", "at most × 2.2", "× 1.2–1.6", "× 0.9–1.2"]


def test_without_vintages_there_is_no_ladder(statements: pd.DataFrame) -> None:
    alone = statements.assign(vintage_of=pd.NA)
    assert spec_of("revisions", (alone,))["title"]["text"] == [revisions.NO_VINTAGE]
    assert charts.print_revisions(alone).alt_text.startswith(f"Chart. {revisions.NO_VINTAGE}")


def test_early_tellings_lie_below_the_diagonal(statements: pd.DataFrame) -> None:
    early = statements.assign(first_published=statements["first_published"].where(statements.index != 3, "2031-03-01"))
    marks = tellings.telling_marks(early).set_index("statement_id")
    assert marks.index[marks["early"]].tolist() == ["s03"]
    assert marks.loc["s03", "lag"] == -19


def test_repetition_tells_copies_paraphrases_and_drift_apart(specs: Any) -> None:
    rows = drawn_rows(specs["repetitions"])
    assert [row["title"] for row in rows] == [
        "first telling: “40”",
        "copied words: “40”",
        "told in other words, drift: “44”",
        "first telling: “800”",
    ]
    assert [row["note"] for row in rows if row["note"]] == ["3 articles, 3 known outlets, 1 source", "1 article"]


def test_coherence_divides_bound_by_bound(specs: Any) -> None:
    rows = drawn_rows(specs["coherence"])
    assert [row["figure"] for row in rows if "figure" in row] == ["≈ 8.9"]
    assert [row["title"] for row in rows if "title" in row] == ["warning", "error", "note", "note"]


def test_tooltips_give_the_sentence_and_the_chain(statements: pd.DataFrame, claims: pd.DataFrame) -> None:
    rows = {
        row["statement_id"]: row for row in drawn_rows(spec_of("totals", (charts.with_quotes(statements, claims),)))
    }
    assert rows["s00"]["quote"] == "At least 40 died."
    assert rows["s00"]["chain"] == "Paper ← Flood Agency"
    assert rows["s03"]["quote"] == "not given"


def test_timeline_can_be_brushed(specs: Any) -> None:
    spec = specs["timeline"]
    brushes = [param["name"] for node in walk(spec) for param in node.get("params", [])]
    assert brushes == ["span"]
    assert [node["domain"] for node in walk(spec) if node.get("domain") == {"param": "span"}] == [{"param": "span"}]


def test_what_lies_long_before_is_listed_with_its_date(timeline: pd.DataFrame) -> None:
    days = [f"2031-03-{i + 1:02d}" for i in range(20)]
    late = make_table("timeline", [row("timeline", event_id=f"l{d}", date=d, kind="event", text="Rain.") for d in days])
    marks = timeline_marks(pd.concat([timeline, late], ignore_index=True))
    assert marks.loc[marks["aside"], "shown"].tolist() == ["4 Mar 2030: The river rose, 4."]
    assert marks.loc[marks["aside"], "at"].isna().all()


def test_rows_of_the_timeline_follow_each_other_in_time() -> None:
    days = ["2030-03-04", "2030-03-05", "2030-03-06", "2031-03-01", "2031-03-02"]
    events = [row("timeline", event_id=d, date=d, kind="event", text="The river rose.") for d in days]
    marks = timeline_marks(make_table("timeline", events))
    placed = place_events(marks, TimeScale.fitting(marks["date_start"], marks["date_end"], 700, 0))
    assert placed["row"].tolist() == [0, 1, 2, 2, 3]


# Colours


def test_filters_recolour_nobody(statements: pd.DataFrame) -> None:
    colours = charts.source_colours(statements["source"])
    whole = spec_of("totals", (statements,), colours=colours)
    part = spec_of("totals", (statements[statements["source"] != "Flood Agency"],), colours=colours)
    scales = [
        [node["color"]["scale"] for node in walk(spec) if "scale" in (node.get("color") or {})]
        for spec in (whole, part)
    ]
    assert scales[0][0]["domain"] == [*colours, styles.OTHER_SOURCES]
    assert {json.dumps(scale) for scale in scales[0]} == {json.dumps(scale) for scale in scales[1]}


def test_sources_beyond_eight_share_a_grey() -> None:
    names = [f"source {i:02d}" for i in range(12) for _ in range(20 - i)]
    colours = charts.source_colours(names)
    assert list(colours.values()) == [*styles.PALETTE, *[styles.OTHER] * 4]
    assert colours == charts.source_colours(reversed(names))


@pytest.mark.parametrize("colour", [*styles.PALETTE, styles.OTHER])
def test_marks_stand_out_and_none_is_red(colour: str) -> None:
    red, green, blue = _channels(colour)
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    assert _contrast(colour) >= 3
    assert saturation < 0.2 or 20 <= hue * 360 <= 330


@pytest.mark.parametrize("ink", [styles.INK, styles.FAINT_INK])
def test_texts_can_be_read(ink: str) -> None:
    assert _contrast(ink) >= 4.5


@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
def test_colours_differ_for_every_eye(sight: str) -> None:
    labs = [_lab(np.clip(SIGHTS[sight] @ _linear(colour), 0, 1)) for colour in (*styles.PALETTE, styles.OTHER)]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(labs, 2)) >= 14


# Machado, Oliveira and Fernandes 2009, severity 1.0
SIGHTS = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(colour: str) -> Any:
    channels = np.array(_channels(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _contrast(colour: str) -> float:
    return float(1.05 / (_linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05))


def _lab(linear: Any) -> Any:
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = matrix @ linear / np.array([0.95047, 1, 1.08883])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


# Layout


def test_labels_never_overlap() -> None:
    def scattered(i: int, top: int) -> int:
        return int(hashlib.sha256(f"{i}".encode()).hexdigest()[:8], 16) % top

    labels = [Label(scattered(i, 600), scattered(-i, 200), (f"Source {i} ≈ {i * 100}",), i) for i in range(120)]
    placed = place_labels(labels, np.empty((0, 4)), 600, 200)
    boxes = [_box(label, *place) for label, place in zip(labels, placed, strict=True) if place]
    assert len(boxes) > 20
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def _box(label: Label, text: str, anchor: str) -> tuple[float, float, float, float]:
    wide = styles.text_width(text)
    left = {"right": label.x + 9, "left": label.x - 9 - wide}.get(anchor, label.x - wide / 2)
    middle = {"above": label.y - 15, "below": label.y + 15}.get(anchor, label.y)
    return left, middle - 6, left + wide, middle + 6


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [
        ("2031-03-02", "2031-03-06", ["28 Feb 2031", "1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar"]),
        ("2030-11-20", "2031-03-06", ["Dec 2030", "Jan 2031", "Feb", "Mar"]),
        ("1990-01-01", "2031-03-06", ["1990", "1995", "2000", "2005", "2010"]),
    ],
)
def test_ticks_name_the_year_where_it_changes(start: str, end: str, texts: list[str]) -> None:
    days = pd.Series(pd.to_datetime([start, end]))
    assert [*TimeScale.fitting(days, days, 700, 0).ticks().values()][: len(texts)] == texts
