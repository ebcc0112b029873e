"""The reports of this project, run in a copy of it, and their pages: as files, and in a browser without a network."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
NAMES = list(yaml.safe_load((ROOT / "reports.yml").read_text("utf-8")))
LARGEST = 5_000_000  # bytes, so that a page can be mailed
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

every_report = pytest.mark.parametrize("name", NAMES)


@dataclass(frozen=True)
class Batch:
    root: Path
    result: subprocess.CompletedProcess[str]

    def page(self, name: str) -> Path:
        return self.root / "reports" / name / "index.html"


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Return a copy of this project in which all reports were run by the command that `make report` calls."""
    root = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "reports.yml", root)
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name)
    command = [sys.executable, "-m", "helpers", "report", "--workers", "2"]
    return Batch(root, subprocess.run(command, cwd=root, capture_output=True, text=True, check=False))


def test_all_reports_are_written_and_told_in_two_lines_each(batch: Batch) -> None:
    assert batch.result.returncode == 0, batch.result.stderr
    lines = batch.result.stdout.splitlines()
    assert sorted(lines[::3]) == sorted(f"reports/{name}/index.html" for name in NAMES)
    assert len(lines) == 3 * len(NAMES)
    assert all(re.match(r"  \S.{20}", line) for number, line in enumerate(lines) if number % 3)


def test_a_batch_run_moves_no_figure(batch: Batch) -> None:
    saved = ROOT / "data" / "processed"
    tables = {path.relative_to(saved): path.read_bytes() for path in saved.rglob("*") if path.is_file()}
    again = {path: (batch.root / "data" / "processed" / path).read_bytes() for path in tables}
    assert tables
    assert [str(path) for path in tables if tables[path] != again[path]] == []


# --- the pages as files ---------------------------------------------------------------------------------------------


@dataclass
class Outline(HTMLParser):
    """The elements of a page: their names and attributes, in order."""

    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def outline(path: Path) -> Outline:
    parsed = Outline()
    parsed.feed(path.read_text("utf-8"))
    return parsed


@every_report
def test_a_page_stands_alone(batch: Batch, name: str) -> None:
    page = outline(batch.page(name))
    loading = [(tag, a) for tag, a in page.found if tag in {"img", "script", "iframe", "source", "video", "embed"}]
    assert [(tag, a["src"][:60]) for tag, a in loading if not a.get("src", "data:").startswith("data:")] == []
    assert [a["href"] for a in page.all("link") if not a["href"].startswith("data:")] == []
    assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", "".join(_styles(batch.page(name))))
    assert batch.page(name).stat().st_size < LARGEST


def _styles(path: Path) -> list[str]:
    return re.findall(r"<style[^>]*>(.*?)</style>", path.read_text("utf-8"), re.DOTALL)


@every_report
def test_a_page_is_well_built(batch: Batch, name: str) -> None:
    page = outline(batch.page(name))
    ids = Counter(attributes["id"] for _, attributes in page.found if attributes.get("id"))
    links = [a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")]
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
    assert [key for key, times in ids.items() if times > 1] == []
    assert [link for link in links if link not in ids] == []
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert [a["src"][:40] for a in page.all("img") if len(a.get("alt", "").split()) < 5] == []
    assert page.all("html") == [{"lang": "en"}]


@every_report
def test_a_page_carries_the_caveat_and_no_code_in_front(batch: Batch, name: str) -> None:
    text = batch.page(name).read_text("utf-8")
    front = text.partition('id="appendix"')[0]
    assert "not verified" in front
    assert not re.search(r"\bimport helpers|from helpers|Traceback", front)


# --- the pages in a browser -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; .ci/run installs it")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Visit:
    page: Page
    requests: list[str]
    faults: list[str]


def visit(browser: Browser, path: Path, **context: Any) -> Visit:
    """Open a page and each of its folded steps, and wait until every chart is drawn or has failed."""
    page = browser.new_context(**context).new_page()
    seen = Visit(page, [], [])
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.faults.append(str(error)))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details.step').forEach(step => step.open = true)")
    page.wait_for_function(
        "[...document.querySelectorAll('figure.chart')].every(f => /drawn|failed/.test(f.dataset.state))"
    )
    return seen


@every_report
def test_a_page_draws_every_chart_and_asks_nothing_of_a_network(
    batch: Batch, browser: Browser, name: str, tmp_path: Path
) -> None:
    seen = visit(browser, batch.page(name), viewport={"width": 1100, "height": 900})
    charts = seen.page.evaluate("[...document.querySelectorAll('figure.chart')].map(f => f.dataset.state)")
    marks = seen.page.evaluate(
        "[...document.querySelectorAll('figure.chart')].map(f => f.querySelectorAll('.live svg path').length)"
    )
    assert seen.faults == []
    assert [url for url in seen.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1
    assert charts
    assert set(charts) == {"drawn"}
    assert min(marks) > 0
    seen.page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert (tmp_path / "page.png").stat().st_size > 50_000


@pytest.mark.parametrize(("name", "scheme"), [*((name, "light") for name in NAMES), (NAMES[0], "dark")])
def test_a_page_is_accessible(batch: Batch, browser: Browser, name: str, scheme: str) -> None:
    page = visit(browser, batch.page(name), color_scheme=scheme, bypass_csp=True).page  # the checker is a script
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


@every_report
def test_a_page_fits_a_telephone(batch: Batch, browser: Browser, name: str) -> None:
    page = visit(browser, batch.page(name), viewport={"width": 390, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_dragging_over_the_strip_narrows_the_timeline(batch: Batch, browser: Browser) -> None:
    page = visit(browser, batch.page(NAMES[0]), viewport={"width": 1100, "height": 900}).page
    timeline = page.locator("figure.chart", has_text="Drag over the strip").first
    strip = timeline.locator("svg g.mark-rect.role-mark path")
    strip.first.scroll_into_view_if_needed()
    ticks = [box for tick in strip.all() if (box := tick.bounding_box()) and box["width"]]
    left, right = min(box["x"] for box in ticks), max(box["x"] for box in ticks)
    points = timeline.locator("svg g.mark-symbol.role-mark").first.locator("path")
    everything = points.count()
    page.mouse.move((left + right) / 2, ticks[0]["y"] + 4)
    page.mouse.down()
    page.mouse.move(right + 3, ticks[0]["y"] + 4, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)  # ms in which the chart draws itself anew
    assert right - left > 300  # pixels
    assert 0 < points.count() < everything


def test_a_link_into_a_folded_step_opens_it(batch: Batch, browser: Browser) -> None:
    path = batch.page(NAMES[0])
    step = next(a["id"] for a in outline(path).all("details") if a.get("class") == "step")
    page = browser.new_page()
    page.goto(f"{path.as_uri()}#{step}")
    assert page.evaluate(f"document.getElementById('{step}').open")


def test_a_page_without_scripts_shows_the_pictures(batch: Batch, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(batch.page(NAMES[0]).as_uri())
    assert page.locator("article figure.chart img").first.is_visible()
