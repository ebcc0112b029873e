"""The command line: what each command reads, writes, tells and returns."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from helpers.claims import Claim

ROOT = Path(__file__).parent.parent


def run(*arguments: str, given: str | bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "helpers", *arguments]
    data = given.encode() if isinstance(given, str) else given
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}  # a cron job's surroundings
    return subprocess.run(command, input=data, cwd=cwd, env=environment, capture_output=True, check=False)


def line(**fields: object) -> str:
    return json.dumps({"id": "a", "text": "A quake killed 20 people on 5 May 2024, police said.", **fields})


def test_extract_writes_one_line_for_each_line_in_order() -> None:
    given = "\n".join(line(id=name) for name in ("b", "a", "b"))
    result = run("extract", "--jsonl", "-", given=given)
    written = [json.loads(row) for row in result.stdout.splitlines()]
    assert (result.returncode, result.stderr) == (0, b"")
    assert [row["id"] for row in written] == ["b", "a", "b"]
    assert [claim["figure"] for claim in written[0]["claims"]] == ["20"]
    assert list(written[0]["claims"][0]) == [field.name for field in fields(Claim)]
    assert written[0]["dates"] == [{"expression": "5 May 2024", "start": 28, "end": 38, "value": "2024-05-05"}]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("nonsense", "Expecting value"),
        ("[]", "object"),
        ("3", "object"),
        (line(text=None), "text"),
        (line(text=["x"]), "text"),
        ('{"id": "a"}', "text"),
        ('{"text": "a"}', "id"),
        (line(published="soon"), "soon"),
        (line(title=7), "title"),
        (b'{"id": "\xff", "text": ""}', "utf-8"),
        ("[" * 100_000, "recursion"),
        ('{"id": "a", "text": "x", "n": ' + "9" * 5000 + "}", "4300"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_line_is_told_by_number_and_the_others_are_done(bad: str | bytes, message: str) -> None:
    data = bad.encode() if isinstance(bad, str) else bad
    result = run("extract", given=b"\n".join([line(id="before").encode(), data, line(id="after").encode()]))
    assert [json.loads(row)["id"] for row in result.stdout.splitlines()] == ["before", "after"]
    (told,) = result.stderr.decode().splitlines()
    assert told.startswith("line 2: ")
    assert message in told
    assert result.returncode == 1


@pytest.mark.parametrize("data", [b"", b"\n\n", line().encode() + b"\r\n", b"\xef\xbb\xbf" + line().encode()])
def test_blank_lines_and_the_marks_of_other_systems_are_no_fault(data: bytes) -> None:
    result = run("extract", given=data)
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(result.stdout.splitlines()) == (b"{" in data)


@pytest.mark.parametrize("text", ["Київ: «20 загиблих» ☃", "half a pair: \ud83d", "nul \0 and \u2028 and \x85", ""])
def test_any_text_comes_through_in_utf_8(text: str) -> None:
    result = run("extract", given=line(id=text, text=text))
    assert result.returncode == 0
    assert json.loads(result.stdout)["id"] == text
    assert len(result.stdout.split(b"\n")) == 2


def test_extract_reads_a_file_and_tells_of_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(line(), encoding="utf-8")
    assert run("extract", "--jsonl", str(tmp_path / "articles.jsonl")).stdout.startswith(b'{"id": "a"')
    missing = run("extract", "--jsonl", str(tmp_path / "none.jsonl"))
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert missing.stderr.decode() == f"{tmp_path / 'none.jsonl'}: No such file or directory\n"


def test_extract_reads_with_the_words_of_a_collection() -> None:
    assert run("extract", "--collection", "north-korea", given=line()).returncode == 0
    unknown = run("extract", "--collection", "nowhere", given=line())
    assert unknown.returncode == 2
    assert b"nowhere/collection.toml: not found" in unknown.stderr


def test_extract_answers_each_line_before_it_reads_the_next() -> None:
    command = [sys.executable, "-m", "helpers", "extract"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("a", "b"):
            process.stdin.write(line(id=name) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
    assert process.returncode == 0


def test_a_reader_that_has_enough_ends_extract_quietly() -> None:
    lines = "\n".join(line() for _ in range(2000))
    command = f"{sys.executable} -m helpers extract | head -n 1"
    result = subprocess.run(command, shell=True, input=lines.encode(), cwd=ROOT, capture_output=True, check=False)
    assert json.loads(result.stdout)["id"] == "a"
    assert result.stderr == b""


def test_extract_loads_no_heavy_library() -> None:
    script = (
        "import sys, helpers.__main__ as m; m.main(['extract', '--jsonl', sys.argv[1]]);"
        "print(sorted({'pandas', 'numpy', 'altair', 'papermill', 'trafilatura', 'sklearn'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script, os.devnull], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_check_prints_a_list_to_work_through() -> None:
    result = run("check", "north-korea")
    lines = result.stdout.decode().splitlines()
    assert (result.returncode, result.stderr) == (0, b"")
    assert [line for line in lines if not re.match(r"\[ \] R\d+ +(error|warning|note) +\S", line)] == []
    assert any("2023-12-14" in line and "R11" in line for line in lines)
    unknown = run("check", "nowhere")
    assert (unknown.returncode, unknown.stdout) == (2, b"")
    assert b"there is: " in unknown.stderr


def test_evaluate_prints_a_scorecard_for_each_set(tmp_path: Path) -> None:
    claim = {"quote": "", "figure": "20", "measure": "killed", "modifier": "exact", "low": 20, "best": 20, "high": 20}
    date = {"expression": "5 May 2024", "value": "2024-05-05"}
    for name, claims in (("right", [claim]), ("missed", [claim, {**claim, "figure": "9", "low": 9, "best": 9}])):
        (tmp_path / f"{name}.jsonl").write_text(line(claims=claims, dates=[date]) + "\n", encoding="utf-8")
    result = run("evaluate", "right.jsonl", "missed.jsonl", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"right: 1 articles, 1 gold claims, 1 predicted" in result.stdout
    assert b"missed: 1 articles, 2 gold claims, 1 predicted" in result.stdout
    assert run("evaluate", "none.jsonl", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(("bad", "what"), [('{"id": "x"', b"Expecting"), ("[1]", b"must be an object")])
def test_evaluate_names_the_line_it_cannot_read(tmp_path: Path, bad: str, what: bytes) -> None:
    (tmp_path / "gold.jsonl").write_text(f"\n{bad}\n", encoding="utf-8")
    result = run("evaluate", "gold.jsonl", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"gold.jsonl, line 2: ")
    assert what in result.stderr


def test_evaluate_tells_sets_of_the_same_name_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "set.jsonl").write_text(line(claims=[], dates=[]), encoding="utf-8")
    result = run("evaluate", "a/set.jsonl", "b/set.jsonl", cwd=tmp_path)
    assert b"a/set.jsonl: 1 articles" in result.stdout
    assert b"b/set.jsonl: 1 articles" in result.stdout


def test_evaluate_prints_the_confusion_of_statements() -> None:
    result = run("evaluate", "--statements", "north-korea", "tests/retold/five.jsonl")
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"five: 17 figures, 17 found" in result.stdout
    assert b"one statement     1.000   1.000  1.000" in result.stdout
    assert run("evaluate", "--statements", "nowhere", "tests/retold/five.jsonl").returncode == 2


@pytest.mark.parametrize("command", ["extract", "report", "schedule", "check", "evaluate", "notebooks"])
def test_every_command_explains_itself(command: str) -> None:
    overview, detail = run("--help"), run(command, "--help")
    assert command.encode() in overview.stdout
    assert (overview.returncode, detail.returncode) == (0, 0)
    assert b"usage: python -m helpers " + command.encode() in detail.stdout


@pytest.mark.parametrize("arguments", [[], ["extrakt"], ["extract", "--json"], ["extract", "a", "b"]])
def test_a_wrong_command_is_refused(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"usage:" in result.stderr
