"""Executed notebooks to one page that stands alone: every style, script and picture inside, nothing asked of a network.

The last notebook is the page; the ones before it follow, folded, as the way it was worked out. Code is left out of
the first and folded in the others. A Content-Security-Policy in the page names its two scripts by their hashes and
allows no address at all, so that nothing quoted from an article can load or run anything.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import mistune
import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode
from PIL import Image

TEMPLATES = Path(__file__).parent / "templates"
VEGALITE = "5.21"  # the version that helpers.charts writes for
_CHART = re.compile(r"application/vnd\.vegalite\.v\d+\+json")
_STILL_WIDTH = 1000  # pixels; the still picture of a chart stands in only where no script runs
_SMALL = 30_000  # characters of a picture that is not worth making smaller
_TAG = re.compile(r"<[^>]*>")
_NAMING = re.compile(r'\b(id|headers|for|aria-labelledby|aria-describedby)="([^"]*)"')
_ALIGNED = re.compile(r"\S {2,}\S|^ ", re.MULTILINE)  # text laid out by spaces, which must keep them


@dataclass(frozen=True)
class Heading:
    """One heading of a notebook: its level from 1, its place in the page, and its words."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Section:
    """One notebook as HTML, without its title."""

    anchor: str
    title: str
    headings: tuple[Heading, ...]
    html: Markup


def write_page(report: str, notebooks: Sequence[tuple[str, NotebookNode]], parameters: Mapping[str, Any]) -> str:
    """Return the page of a report: executed notebooks by name, in their order, and the values they were given."""
    *earlier, (name, last) = notebooks
    front = render_notebook(name, last, below=1, with_code=False)
    appendix = [render_notebook(name, notebook, below=3, with_code=True) for name, notebook in earlier]
    scripts = [_read("report.js")]
    if any(_charts(notebook) for _, notebook in notebooks):
        scripts.insert(0, chart_library())
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html").render(
        report=report,
        front=front,
        appendix=appendix,
        parameters={key: _words(value) for key, value in parameters.items()},
        policy="; ".join(_policy(scripts)),
        style=Markup(_read("report.css")),
        scripts=[Markup(script) for script in scripts],
    )


def read_summary(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the first two lines that the cell tagged ``summary`` printed; none when there is no such cell.

    >>> from nbformat.v4 import new_code_cell, new_notebook, new_output
    >>> cell = new_code_cell(metadata={"tags": ["summary"]}, outputs=[new_output("stream", text="one\\n\\ntwo")])
    >>> read_summary(new_notebook(cells=[cell])), read_summary(new_notebook())
    (('one', 'two'), ())
    """
    tagged = [cell for cell in notebook.cells if "summary" in cell.metadata.get("tags", ())]
    outputs = [output for cell in tagged for output in cell.get("outputs", ())]
    printed = "".join(output.text for output in outputs if output.get("name") == "stdout")
    return tuple([line.strip() for line in printed.splitlines() if line.strip()][:2])


def render_notebook(name: str, notebook: NotebookNode, below: int, with_code: bool) -> Section:
    """Return one notebook as HTML whose headings start one level below a heading of level ``below``."""
    markdown = _Markdown(name, below - 1)
    parse = mistune.create_markdown(renderer=markdown, plugins=["table", "strikethrough", "footnotes"])
    parts = []
    for number, cell in enumerate(notebook.cells):
        if "remove-cell" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            parts.append(str(parse(cell.source)))
        elif cell.cell_type == "code":
            parts.append(_code(cell.source) if with_code and cell.source.strip() else "")
            parts += [_output(output, f"{name}-{number}-{n}") for n, output in enumerate(cell.outputs)]
    title = next((heading.text for heading in markdown.headings if heading.level == 1), name)
    headings = tuple(heading for heading in markdown.headings if heading.level == 2)
    return Section(name, title, headings, Markup("\n".join(filter(None, parts))))


@cache
def chart_library() -> str:
    """Return vega, vega-lite and vega-embed as one script."""
    bundle = vl_convert.javascript_bundle(snippet=None, vl_version=VEGALITE)  # type: ignore[arg-type]
    return re.sub(r"</(?=script)", r"<\\/", bundle, flags=re.IGNORECASE)


class _Markdown(mistune.HTMLRenderer):
    """Writes Markdown cells; leaves out the title, which the template places, and links notebooks within the page."""

    def __init__(self, name: str, shift: int) -> None:
        super().__init__(escape=False)
        self.name = name
        self.shift = shift
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        words = unescape(_TAG.sub("", text)).strip()
        slug = re.sub(r"[^\w]+", "-", words.lower()).strip("-")
        twins = sum(heading.text == words for heading in self.headings)
        anchor = f"{self.name}--{slug}{f'-{twins + 1}' if twins else ''}"
        first = level == 1 and not any(heading.level == 1 for heading in self.headings)
        self.headings.append(Heading(level, anchor, words))
        shown = min(max(level, 2) + self.shift, 6)
        return "" if first else f'<h{shown} id="{escape(anchor)}">{text}</h{shown}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        notebook = re.fullmatch(r"(?:\./)?([\w-]+)\.ipynb", url)
        return super().link(text, f"#{notebook[1]}" if notebook else url, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return super().image(text, url, title) if url.startswith("data:image/") else f"<em>{text}</em>"


def _output(output: NotebookNode, key: str) -> str:
    """Return one output as HTML: the richest form that needs neither a script of its own nor a network."""
    if output.output_type == "stream":
        return _text(output.text) if output.name == "stdout" else ""
    if output.output_type == "error":
        raise ValueError(f"an output with an error cannot be shown: {output.ename}: {output.evalue}")
    data = output.data
    chart = next((mime for mime in data if _CHART.fullmatch(mime)), None)
    if chart:
        return _chart(data[chart], data.get("image/png"), data.get("text/plain", "Chart"), key)
    if "text/html" in data and "<script" not in data["text/html"].lower():
        table = _own_names(data["text/html"], f"in-{key}")
        return f'<div class="table" tabindex="0" role="group" aria-label="Table">{table}</div>'
    if "text/markdown" in data:
        return str(mistune.html(data["text/markdown"]))
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            return f"<figure>{_picture(mime, data[mime], data.get('text/plain', 'Chart'))}</figure>"
    return _text(data.get("text/plain", ""))


def _chart(spec: Mapping[str, Any], png: str | None, description: str, key: str) -> str:
    """Return a picture that the page's script replaces by the chart itself where it can."""
    words = str(spec.get("description") or description)
    still = _picture("image/png", png, words, widest=_STILL_WIDTH) if png else f'<p class="still">{escape(words)}</p>'
    code = json.dumps(spec, sort_keys=True, separators=(",", ":")).replace("<", r"\u003c")
    return (
        f'<figure class="chart" data-spec="{escape(key)}">{still}<div class="live"></div></figure>'
        f'<script type="application/json" id="{escape(key)}">{code}</script>'
    )


def _own_names(fragment: str, key: str) -> str:
    """Return HTML whose ids, and all that refers to them, begin with ``key``: a table may stand in a page twice.

    ``key`` begins with a letter, as a name in a style sheet must.

    >>> _own_names('<style>#t th {}</style><table id="t"><th id="t-a"></th><td headers="t-a"></td></table>', "n1")
    '<style>#n1-t th {}</style><table id="n1-t"><th id="n1-t-a"></th><td headers="n1-t-a"></td></table>'
    """
    ids = set(re.findall(r'\bid="([^"]+)"', fragment))

    def renamed(words: str) -> str:
        return " ".join(f"{key}-{word}" if word in ids else word for word in words.split(" "))

    fragment = _NAMING.sub(lambda found: f'{found[1]}="{renamed(found[2])}"', fragment)
    return re.sub(r"#([A-Za-z][\w-]*)", lambda found: f"#{renamed(found[1])}", fragment)


def _picture(mime: str, encoded: str, description: str, widest: int | None = None) -> str:
    data = "".join(encoded.split())
    source = _smaller(data, widest) if mime == "image/png" and len(data) > _SMALL else data
    return f'<img class="still" alt="{escape(description)}" src="data:{mime};base64,{source}">'


def _smaller(encoded: str, widest: int | None) -> str:
    """Return a PNG in a palette of its 256 commonest colours: a chart loses nothing to the eye and 6/7 of its size.

    It is made half as wide, or a third, and so on, until it is no wider than ``widest`` pixels.
    """
    picture: Image.Image = Image.open(BytesIO(base64.b64decode(encoded)))
    shrink = -(-picture.width // widest) if widest is not None else 1
    if picture.mode == "P" and shrink <= 1:
        return encoded
    picture = picture.convert("RGBA").reduce(shrink)
    flat = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    written = BytesIO()
    flat.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def _text(text: str) -> str:
    """Return printed text as a paragraph, or as it stands where spaces lay it out."""
    if not text.strip():
        return ""
    if _ALIGNED.search(text):
        return f'<pre tabindex="0">{escape(text)}</pre>'
    return f'<p class="told">{escape(text.strip())}</p>'


def _code(source: str) -> str:
    return f'<details class="code"><summary>Code</summary><pre tabindex="0">{escape(source)}</pre></details>'


def _charts(notebook: NotebookNode) -> list[str]:
    """Return the MIME types of the charts among a notebook's outputs."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [mime for output in outputs for mime in output.get("data", {}) if _CHART.fullmatch(mime)]


def _policy(scripts: Sequence[str]) -> list[str]:
    """Return what the browser may load: pictures within the page, and the scripts given, known by their hashes."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "img-src data: blob:",
        "style-src 'unsafe-inline'",
        f"script-src {allowed}",
    ]


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _words(value: object) -> str:
    """Return a parameter's value in words.

    >>> _words(["killed", "wounded"]), _words(None)
    ('killed, wounded', 'not limited')
    """
    if value is None:
        return "not limited"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
