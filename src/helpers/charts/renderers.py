"""Charts to what JupyterLab, papermill, nbconvert, GitHub and nbval can show: one bundle, the same bytes every time."""

import io
import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from PIL import Image

NAME = "reported-casualties"
MIME_TYPE = "application/vnd.vegalite.v5+json"  # the newest that JupyterLab 4.6 draws
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
VEGALITE = "5.21"  # the picture is drawn by the version that draws the screen
COLOURS = 128  # flat colours and the edges of letters need no more
SCALE = 2  # sharp on dense screens and in print


def set_up() -> None:
    """Make notebooks show every Altair chart as an interactive chart, a picture and a line of text.

    Call it once at the top of a notebook.
    """
    alt.renderers.register(NAME, render_bundle)
    alt.renderers.enable(NAME)


def read_spec(chart: alt.TopLevelMixin | Mapping[str, Any]) -> dict[str, Any]:
    """Return the chart as Vega-Lite 5, with keys in a fixed order."""
    spec = dict(chart) if isinstance(chart, Mapping) else chart.to_dict()
    ordered: dict[str, Any] = json.loads(json.dumps(spec | {"$schema": SCHEMA}, sort_keys=True))
    return ordered


def render_png(chart: alt.TopLevelMixin | Mapping[str, Any], scale: float = SCALE) -> bytes:
    """Return the chart as a PNG picture of few colours, which is a tenth of the size."""
    drawn = vl_convert.vegalite_to_png(read_spec(chart), vl_version=VEGALITE, scale=scale)
    picture = Image.open(io.BytesIO(drawn)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def render_bundle(spec: Mapping[str, Any], **_: Any) -> dict[str, Any]:
    """Return what a notebook stores for a chart: Vega-Lite 5, a PNG and its alternative text."""
    return {MIME_TYPE: read_spec(spec), "image/png": render_png(spec), "text/plain": alt_text(spec)}


def alt_text(chart: alt.TopLevelMixin | Mapping[str, Any]) -> str:
    """Return the alternative text of a chart: its finding, what is drawn and the caveat."""
    return str(read_spec(chart).get("description", "Chart"))


def list_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as rows for a chart: dates as ISO days (which browsers read as UTC), unknown as None.

    Unlike a DataFrame handed to Altair it has no limit on rows and does not depend on the machine's time zone.

    >>> days = pd.to_datetime(["2024-03-01", None])
    >>> list_rows(pd.DataFrame({"day": days, "n": pd.array([1, None], "Int64")}))
    [{'day': '2024-03-01', 'n': 1}, {'day': None, 'n': None}]
    """
    columns = {str(name): _plain_values(frame[name]) for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain_values(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return [None if value is pd.NA or pd.isna(value) else _whole(value) for value in column.tolist()]


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
