"""Reports: what is refused before anything starts, what is written, and what stays when something goes wrong."""

import gc
import json
import multiprocessing
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.reports.batches import Outcome, check_reports, replace_folder, write_reports
from helpers.reports.pages import VEGALITE, render_notebook, write_page
from helpers.reports.parameters import Parameter
from helpers.reports.plans import PlanError, Report, read_reports
from helpers.reports.runs import RunError, run_notebook
from helpers.reports.schedules import keep_running
from projects import PARAMETERS, tagged, write_notebook

# --- reports.yml ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "must hold one or more reports"),
        ("- a", "must hold one or more reports"),
        ("a: [", "not valid YAML"),
        ("a: {notebooks: [x], notebooks: [y]}", "'notebooks' is there twice"),
        ("a: 3", "a: must hold the keys"),
        ("a: {}", "a: notebooks: missing"),
        ("a: {notebooks: []}", "a: notebooks: must be a list"),
        ("a: {notebooks: x}", "a: notebooks: must be a list"),
        ("a: {notebooks: [../x]}", "a: notebooks: '../x' is not the name of a notebook"),
        ("a: {notebooks: [x, x.ipynb]}", "a: notebooks: a notebook is named twice"),
        ("a: {notebooks: [x], parameter: {}}", "a: parameter: no such key; did you mean 'parameters'?"),
        ("a: {notebooks: [x], parameters: [1]}", "a: parameters: must be names"),
        ("a: {notebooks: [x], timeout: 0}", "a: timeout: must be a whole number"),
        ("a: {notebooks: [x], timeout: true}", "a: timeout: must be a whole number"),
        ("a: {notebooks: [x], cron: often}", "a: cron: 'often' is not a cron line"),
        ("a: {notebooks: [x], cron: 61 * * * *}", "a: cron: '61 * * * *' is not a cron line"),
        ("../a: {notebooks: [x]}", "'../a': a report's name must be"),
        ("A b: {notebooks: [x]}", "'A b': a report's name must be"),
        (".a: {notebooks: [x]}", "'.a': a report's name must be"),
        ("a: !!python/object:os.system {}", "not valid YAML"),
    ],
)
def test_a_faulty_plan_is_refused_by_file_report_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "reports.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=re.escape(f"{path}: ")) as caught:
        read_reports(path)
    assert message in str(caught.value)


def test_every_fault_of_a_plan_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "reports.yml").write_text("a: {}\nb: {notebooks: [x], timeout: no}", encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_reports(tmp_path / "reports.yml")
    assert len(str(caught.value).splitlines()) == 2


def test_plain_words_and_dates_of_yaml_stay_as_written(tmp_path: Path) -> None:
    values = "a: {notebooks: [x], parameters: {d: 2024-12-19, n: no, o: 007, e: 1e3, i: 7, f: 0.5, t: true, z: null}}"
    (tmp_path / "reports.yml").write_text(values, encoding="utf-8")
    (report,) = read_reports(tmp_path / "reports.yml")
    assert report.parameters == {
        "d": "2024-12-19", "n": "no", "o": "007", "e": "1e3", "i": 7, "f": 0.5, "t": True, "z": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"measure": ["killed"]}, "parameters.measure: no notebook of this report takes it; did you mean 'measures'?"),
        ({"n=1;open('x','w')": 3}, "no notebook of this report takes it"),
        ({"measures": "killed"}, "parameters.measures: 'killed' is not list[str]"),
        ({"measures": ["killed", 3]}, "is not list[str]"),
        ({"days": "7"}, "parameters.days: '7' is not int"),
        ({"days": True}, "parameters.days: True is not int"),
        ({"since": 2024}, "parameters.since: 2024 is not str | None"),
        ({"collection": "storm"}, "parameters.collection: no data/raw/storm/collection.toml"),
        ({"collection": "../quake"}, "parameters.collection: no data/raw/../quake"),
        ({"collection": "quake", "group": "Vilagers"}, "did you mean 'Villagers'?"),
        ({"measures": ["kiled"]}, "parameters.measures: 'kiled' is no measure; did you mean 'killed'?"),
        ({"since": "2024-13"}, "parameters.since: not an EDTF date: '2024-13'"),
    ],
)
def test_wrong_values_are_refused_before_anything_runs(root: Path, parameters: dict[str, object], message: str) -> None:
    reports = [Report("good", ("first",)), Report("bad", ("first", "report"), parameters)]
    with pytest.raises(PlanError, match=r"^bad: ") as caught:
        next(iter(write_reports(reports, root, tell=lambda line: pytest.fail(f"started: {line}"))))
    assert message in str(caught.value)
    assert not (root / "reports").exists()


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("days = 7", "is not of the form"),
        ("import os", "is not of the form"),
        ("days: Path = 7", "days: Path is not a type that a report can check"),
        ("days: int =", "parameters cell: "),
    ],
)
def test_a_parameters_cell_without_types_is_refused(root: Path, cell: str, message: str) -> None:
    write_notebook(root, "first", parameters=cell)
    with pytest.raises(PlanError, match=re.escape(message)):
        check_reports([Report("a", ("first",))], root)


@pytest.mark.parametrize("content", [None, "{}", "not json", "[]"])
def test_a_missing_or_broken_notebook_is_refused(root: Path, content: str | None) -> None:
    if content is not None:
        (root / "notebooks" / "second.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(PlanError, match=r"second\.ipynb: not (found|a notebook)"):
        check_reports([Report("a", ("first", "second"))], root)


# --- one report -----------------------------------------------------------------------------------------------------


def write(root: Path, *reports: Report, workers: int = 1) -> list[Outcome]:
    return list(write_reports(reports or read_reports(root / "reports.yml"), root, lambda line: None, workers))


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "reports").iterdir() if not path.name.endswith(".lock"))


def test_a_report_is_written_whole(root: Path) -> None:
    (outcome,) = write(root)
    folder = root / "reports" / "morning"
    assert outcome == Outcome("morning", folder / "index.html", ("['killed', 'wounded']",))
    assert sorted(path.name for path in (folder / "notebooks").iterdir()) == ["first.ipynb", "report.ipynb"]
    assert leftovers(root) == ["morning"]
    first = nbformat.read(folder / "notebooks" / "first.ipynb", as_version=4)
    assert first.cells[-1].outputs[0].text == "notebooks quake\n"  # ran in the notebooks folder, with its value
    assert "papermill" not in first.metadata
    assert "# Parameters" in first.cells[1].source


def test_a_second_run_gives_the_same_bytes(root: Path) -> None:
    def files() -> dict[str, bytes]:
        folder = root / "reports" / "morning"
        return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    write(root)
    first = files()
    write(root)
    assert files() == first


def test_odd_folders_do_not_confuse_a_run(root: Path) -> None:
    odd = root.parent / "a {b} 'c' ü"
    root.rename(odd)
    assert [outcome.failure for outcome in write(odd)] == [None]


def test_values_are_passed_as_values_not_as_code(root: Path) -> None:
    nasty = "x\"; open('evil', 'w') #\n{path} \\ ü"
    source = write_notebook(root, "first", "print(ascii(since), days)", parameters="since: str = ''\ndays: float = 1")
    notebook = run_notebook(source, root / "out.ipynb", {"since": nasty, "days": 0.5}, 60)
    assert notebook.cells[-1].outputs[0].text == f"{nasty!a} 0.5\n"
    assert not (root / "notebooks" / "evil").exists()


FAILURES = {
    "an error": ("total = 1\ntotal / 0", "cell `total = 1`: ZeroDivisionError: division by zero"),
    "an error let pass": (tagged("raises-exception", "1 / 0"), "cell `1 / 0`: ZeroDivisionError"),
    "a dead kernel": ("import os\nos._exit(3)", "cell `import os`: the kernel died"),
    "a killed kernel": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "the kernel died"),
    "a timeout": ("while True: pass", "cell `while True: pass`: took longer than 2 seconds"),
    "a syntax error": ("1 +", "SyntaxError"),
    "sys.exit": ("import sys\nsys.exit(1)", "SystemExit"),
    "input": ("input()", "StdinNotImplementedError"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failing_notebook_stops_its_report_and_leaves_the_last_one(root: Path, name: str) -> None:
    write(root, Report("a", ("report",)))
    before = (root / "reports" / "a" / "index.html").read_bytes()
    cell, message = FAILURES[name]
    write_notebook(root, "first", cell, "print('never')")
    reports = (Report("a", ("first", "report"), timeout=2), Report("b", ("report",)))
    failed, good = sorted(write(root, *reports), key=lambda outcome: outcome.report)
    assert failed.failure is not None
    assert failed.failure.startswith("first.ipynb: ")
    assert message in failed.failure
    assert good.page is not None
    assert (root / "reports" / "a" / "index.html").read_bytes() == before
    assert leftovers(root) == ["a", "a.failed", "b"]  # what ran is kept apart, to be looked at
    ran = nbformat.read(root / "reports" / "a.failed" / "notebooks" / "first.ipynb", as_version=4)
    assert getattr(cell, "source", cell) in [ran_cell.source for ran_cell in ran.cells]


def test_a_repaired_report_leaves_no_trace_of_the_failure(root: Path) -> None:
    write_notebook(root, "first", "1 / 0")
    assert [outcome.page for outcome in write(root)] == [None]
    write_notebook(root, "first", "1")
    write(root)
    assert leftovers(root) == ["morning"]


class Knot:
    """Garbage that lets other threads run when it is collected, as a closed socket does."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        time.sleep(0)


def test_annotations_are_read_side_by_side() -> None:
    """Python 3.11 fails where a thread begins to parse while another, in the middle of it, collects garbage."""
    parameter = Parameter("since", " | ".join(["str", *["list[str]"] * 20, "None"]))

    def read(_: int) -> bool:
        for _ in range(5):
            Knot()
        return parameter.accepts(None)

    often, *usual = gc.get_threshold()
    gc.set_threshold(20)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(read, range(600))) == {True}
    finally:
        gc.set_threshold(often, *usual)


def test_reports_run_side_by_side(root: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        meet = f"Path('{name}').touch()\nwhile not Path('{other}').exists(): time.sleep(0.01)"
        write_notebook(root, name, f"import time\nfrom pathlib import Path\n{meet}")
    outcomes = write(root, Report("a", ("a",), timeout=20), Report("b", ("b",), timeout=20), workers=2)
    assert [outcome.failure for outcome in outcomes] == [None, None]


@pytest.mark.parametrize("kernels", ["plain", "fork"])
def test_both_kinds_of_kernels_give_the_same_notebook(
    root: Path, monkeypatch: pytest.MonkeyPatch, kernels: str
) -> None:
    monkeypatch.setenv("REPORTED_CASUALTIES_KERNELS", kernels)
    source = write_notebook(root, "first", "import os, sys\nprint(sys.executable, __name__, os.getcwd())", "3 + 4")
    notebook = run_notebook(source, root / "out.ipynb", {}, 60)
    assert notebook.cells[1].outputs[0].text == f"{sys.executable} __main__ {source.parent}\n"
    assert notebook.cells[2].outputs[0].data == {"text/plain": "7"}


def test_forked_kernels_do_not_share_random_numbers(root: Path) -> None:
    source = write_notebook(root, "first", "import random, numpy as np\nprint(random.random(), np.random.rand())")
    numbers = [run_notebook(source, root / "out.ipynb", {}, 60).cells[1].outputs[0].text.split() for _ in range(2)]
    assert len({number for pair in numbers for number in pair}) == 4


def test_no_kernel_outlives_a_run(root: Path) -> None:
    write(root)
    assert [child for child in multiprocessing.active_children() if "Kernel" in repr(child)] == []


# --- the folder -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    if not at_once:
        monkeypatch.setattr("helpers.reports.batches._exchange", lambda one, other: False)
    new, final = tmp_path / ".a.new", tmp_path / "a"
    for text in ("one", "two"):
        new.mkdir()
        (new / "index.html").write_text(text)
        replace_folder(new, final)
        assert (final / "index.html").read_text() == text
        assert [path.name for path in tmp_path.iterdir()] == ["a"]


# --- the command, its interruption, two at once ---------------------------------------------------------------------


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "helpers", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Whoever runs the tests in the background makes their children deaf to Ctrl-C; these must hear it.
    options = pipes | {"preexec_fn": partial(signal.signal, signal.SIGINT, signal.SIG_DFL)}
    return subprocess.Popen(command, cwd=root, text=True, **options)  # type: ignore[call-overload,no-any-return]


def test_the_command_prints_the_page_and_what_was_found(root: Path) -> None:
    process = start(root, "report")
    output, errors = process.communicate(timeout=60)
    assert output == "reports/morning/index.html\n  ['killed', 'wounded']\n"
    assert errors == "morning: 1/2 first\nmorning: 2/2 report\n"
    assert process.returncode == 0


def test_the_command_fails_when_one_report_fails_and_still_runs_the_others(root: Path) -> None:
    write_notebook(root, "first", "int('many')")
    with (root / "reports.yml").open("a", encoding="utf-8") as plan:
        plan.write("evening:\n  notebooks: [report]\n")
    process = start(root, "report", "--workers", "2")
    output, errors = process.communicate(timeout=60)
    assert output == "reports/evening/index.html\n  ['killed']\n"
    assert "morning: FAILED: first.ipynb: cell `int('many')`: ValueError: invalid literal for int()" in errors
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "mornin"], "reports.yml: no report 'mornin'; did you mean 'morning'?"),
        (["report", "--workers", "0"], "must be a whole number above 0, not '0'"),
        (["schedule"], "no report has a cron line"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(root: Path, arguments: list[str], message: str) -> None:
    process = start(root, *arguments)
    output, errors = process.communicate(timeout=60)
    assert (output, process.returncode) == ("", 2)
    assert message in errors
    assert "Traceback" not in errors


@pytest.fixture
def slow(root: Path) -> Iterator[Path]:
    """Return a project whose only notebook says that it started, and then waits for the file ``go``."""
    wait = "import os, time\nfrom pathlib import Path\nPath('started').write_text(str(os.getpid()))\n"
    write_notebook(root, "first", wait + "while not Path('go').exists(): time.sleep(0.02)")
    yield root
    (root / "notebooks" / "go").touch()


def wait_for(path: Path) -> str:
    deadline = time.monotonic() + 60
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.02)
    return path.read_text()


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_an_interrupted_report_leaves_the_last_one_and_no_process(slow: Path, number: signal.Signals) -> None:
    (slow / "reports" / "morning").mkdir(parents=True)
    (slow / "reports" / "morning" / "index.html").write_text("before")
    process = start(slow, "report")
    kernel = int(wait_for(slow / "notebooks" / "started"))
    process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, output) == (130, "")
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert (slow / "reports" / "morning" / "index.html").read_text() == "before"
    assert leftovers(slow) == ["morning"]
    assert not is_running(kernel)


def test_a_killed_report_leaves_the_last_one_and_the_next_run_cleans_up(slow: Path) -> None:
    process = start(slow, "report")
    kernel = int(wait_for(slow / "notebooks" / "started"))
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while is_running(kernel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(kernel)
    assert leftovers(slow) == [".morning.new"]
    (slow / "notebooks" / "go").touch()
    assert start(slow, "report").wait(timeout=60) == 0
    assert leftovers(slow) == ["morning"]


def test_two_at_once_wait_for_each_other(slow: Path) -> None:
    first = start(slow, "report")
    wait_for(slow / "notebooks" / "started")
    second = start(slow, "report")
    assert second.stderr is not None
    assert second.stderr.readline() == "morning: waiting for another run of it to end\n"
    (slow / "notebooks" / "go").touch()
    assert [process.wait(timeout=60) for process in (first, second)] == [0, 0]
    assert leftovers(slow) == ["morning"]


def test_a_run_that_waits_can_be_interrupted(slow: Path) -> None:
    first = start(slow, "report")
    wait_for(slow / "notebooks" / "started")
    second = start(slow, "report")
    assert second.stderr is not None
    second.stderr.readline()
    second.send_signal(signal.SIGINT)
    assert second.wait(timeout=30) == 130
    assert leftovers(slow) == [".morning.new"]  # the first one still works there
    (slow / "notebooks" / "go").touch()
    assert first.wait(timeout=60) == 0


def test_a_page_that_cannot_be_written_is_a_failure_of_its_report_alone(root: Path) -> None:
    (root / "reports" / "a").mkdir(parents=True)
    (root / "reports" / "a" / "index.html").touch()
    (root / "reports" / ".a.new").write_text("a file where a folder belongs")
    outcomes = write(root, Report("a", ("report",)), Report("b", ("report",)))
    assert {outcome.report: outcome.failure is None for outcome in outcomes} == {"a": False, "b": True}
    assert (root / "reports" / "a" / "index.html").exists()


def test_a_schedule_runs_what_is_due_until_interrupted() -> None:
    clock = [datetime(2024, 12, 19, 5, 59)]
    reports = [Report("daily", ("x",), cron="0 6 * * *"), Report("hourly", ("x",), cron="0 * * * *")]
    runs: list[tuple[str, list[str]]] = []

    def sleep(seconds: float) -> None:
        clock[0] += timedelta(seconds=seconds)
        if clock[0].hour == 9:
            raise KeyboardInterrupt

    def run(due: list[Report]) -> None:
        runs.append((f"{clock[0]:%H:%M}", [report.name for report in due]))
        clock[0] += timedelta(minutes=70)  # longer than the next one is away: that one is run once, late

    lines: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        keep_running(reports, run, lambda: clock[0], sleep, lines.append)  # type: ignore[arg-type]
    assert runs == [("06:00", ["daily", "hourly"]), ("08:00", ["hourly"])]
    assert lines[0] == "next: daily, hourly at 2024-12-19 06:00"


def test_the_schedule_command_ends_cleanly(root: Path) -> None:
    with (root / "reports.yml").open("a", encoding="utf-8") as plan:
        plan.write('  cron: "0 6 * * *"\n')
    process = start(root, "schedule")
    assert process.stderr is not None
    assert process.stderr.readline().startswith("next: morning at ")
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert (output, errors, process.returncode) == ("", "interrupted\n", 130)


# --- the page -------------------------------------------------------------------------------------------------------

SPEC = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "bar", "description": "A </script> & bar"}
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CHART = {"application/vnd.vegalite.v5+json": SPEC, "image/png": PNG, "text/plain": "A bar"}


def shown(data: dict[str, object]) -> str:
    """Return the HTML of one displayed output."""
    cell = new_code_cell("show()", outputs=[new_output("display_data", data=data)])
    return str(render_notebook("n", new_notebook(cells=[cell]), below=1, with_code=False).html)


def page(*cells: object, earlier: tuple[object, ...] = ()) -> str:
    notebooks = [("first", new_notebook(cells=list(earlier)))] if earlier else []
    return write_page(
        "daily", [*notebooks, ("report", new_notebook(cells=list(cells)))], {"group": "Villagers", "since": None}
    )


class Elements(HTMLParser):
    """Collects each element's tag with its attributes, and refuses end tags that close nothing."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_front_hides_code_and_the_appendix_folds_it() -> None:
    code = new_code_cell("secret = 1", outputs=[new_output("stream", text="told")])
    html = page(code, earlier=(new_code_cell("open = 2"),))
    assert "secret" not in html
    assert "told" in html
    assert '<details class="code"><summary>Code</summary><pre tabindex="0">open = 2</pre></details>' in html


def test_headings_step_down_without_a_gap() -> None:
    html = page(
        new_markdown_cell("# Title\n## One\n### Two\n## One"), earlier=(new_markdown_cell("# First\n## Inside"),)
    )
    levels = re.findall(r'<h([1-6])(?: id="([^"]*)")?>', html)
    assert levels == [
        ("1", ""), ("2", "report--one"), ("3", "report--two"), ("2", "report--one-2"), ("2", "appendix-title"),
        ("3", ""), ("4", "first--inside"), ("2", ""),
    ]  # fmt: skip
    assert "<title>Title · daily</title>" in html


def test_a_link_between_notebooks_stays_in_the_page() -> None:
    html = page(new_markdown_cell("[see](first.ipynb) [out](https://example.org/x)"), earlier=(new_markdown_cell("x"),))
    links = {link["href"] for link in Elements(html).all("a")}
    assert {"#first", "https://example.org/x"} <= links
    assert 'id="first"' in html


def test_a_chart_has_its_picture_its_words_and_its_specification() -> None:
    html = shown(CHART)
    assert 'alt="A &lt;/script&gt; &amp; bar"' in html
    assert html.count("</script>") == 1
    specification = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert specification is not None
    assert json.loads(specification[1]) == SPEC


def test_only_a_page_with_charts_carries_the_chart_library_and_only_once() -> None:
    chart = new_code_cell("", outputs=[new_output("display_data", data=CHART)])
    with_charts = page(chart, new_code_cell("", outputs=chart.outputs))
    assert with_charts.count("window.vegaEmbed=") == 1
    assert len(with_charts) < 1_100_000
    assert len(page(new_markdown_cell("# No chart"))) < 20_000


def test_the_chart_library_is_the_version_that_charts_are_written_for() -> None:
    from helpers.charts.renderers import VEGALITE as WRITTEN

    assert VEGALITE == WRITTEN


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text/html": "<b>x</b>", "text/plain": "y"}, "<b>x</b>"),
        ({"text/html": "<SCRIPT>evil()</SCRIPT>", "text/plain": "y < z"}, '<p class="told">y &lt; z</p>'),
        ({"text/markdown": "**x**", "text/plain": "y"}, "<p><strong>x</strong></p>\n"),
        ({"image/png": "AA\nAA", "text/plain": 'a "b"'}, 'alt="a &quot;b&quot;" src="data:image/png;base64,AAAA"'),
        ({"text/plain": "a   b\n1   2"}, '<pre tabindex="0">a   b\n1   2</pre>'),
        ({"text/plain": "  "}, ""),
    ],
)
def test_an_output_is_shown_in_its_richest_safe_form(data: dict[str, object], expected: str) -> None:
    assert expected in shown(data)


def test_a_page_names_no_address_that_a_browser_would_load() -> None:
    html = page(
        new_markdown_cell("# A\n![map](https://example.org/map.png)"),
        new_code_cell("", outputs=[new_output("display_data", data=CHART)]),
    )
    elements = Elements(html)
    loaded = [a.get("src") or "" for tag in ("img", "script", "iframe", "audio") for a in elements.all(tag)]
    loaded += [a.get("href") or "" for a in elements.all("link")]
    assert all(address.startswith("data:") for address in loaded if address)
    assert "default-src 'none'" in str(elements.all("meta")[1]["content"])


def test_a_table_that_stands_twice_keeps_its_styles() -> None:
    table = new_output("display_data", data={"text/html": '<style>#t td {color: red}</style><table id="t"></table>'})
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[table, table])])
    html = render_notebook("01_first", notebook, below=1, with_code=False).html
    ids = re.findall(r'table id="([^"]*)"', html)
    assert len(set(ids)) == 2
    assert re.findall(r"#([A-Za-z][\w-]*) td", html) == ids  # a style sheet knows no name that begins with a digit


def test_an_executed_error_never_reaches_a_page() -> None:
    error = new_output("error", ename="ValueError", evalue="bad", traceback=[])
    with pytest.raises(ValueError, match="ValueError: bad"):
        page(new_code_cell("x", outputs=[error]))


def test_a_run_that_skips_a_cell_is_an_error(root: Path) -> None:
    source = write_notebook(root, "first", "get_ipython().execution_count += 5", "1", parameters=PARAMETERS)
    with pytest.raises(RunError, match="instead of"):
        run_notebook(source, root / "out.ipynb", {}, 60)


def test_a_report_is_told_where_the_tables_of_the_last_one_are(root: Path) -> None:
    """The first run has nothing to compare with, the second the first; other columns are not compared."""
    tables = root / "data/processed/quake"
    tables.mkdir(parents=True)
    (tables / "datapackage.json").write_text("{}", encoding="utf-8")
    (tables / "statements.csv").write_text("first\n", encoding="utf-8")
    cell = tagged("summary", "print(earlier)")
    write_notebook(root, "report", cell, parameters=f"{PARAMETERS}earlier: str | None = None  # tables of the last run")
    report = Report("morning", ("first", "report"), {"collection": "quake"})
    assert write(root, report)[0].summary == ("None",)
    (tables / "statements.csv").write_text("second\n", encoding="utf-8")
    assert write(root, report)[0].summary == ("reports/morning/tables",)
    assert (root / "reports/morning/tables/statements.csv").read_text(encoding="utf-8") == "second\n"
    (tables / "datapackage.json").write_text('{"other": "columns"}', encoding="utf-8")
    assert write(root, report)[0].summary == ("None",)
