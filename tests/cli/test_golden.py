"""What the program prints, to the letter: real runs on small files against `golden/*.txt`.

`GOVCLEAN_GOLDEN=write` in the environment writes them anew; read the difference before it is committed.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from govclean import __version__

GOLDEN = Path(__file__).with_name("golden")
JUDGE = ["validate", "bad.csv", "-s", "people.yaml", "--as-of", "2026-11-23"]
CASES = {
    "text_zh": [*JUDGE, "--lang", "zh"],
    "text_en": [*JUDGE, "--lang", "en"],
    "text_wide": [*JUDGE, "--lang", "zh", "COLUMNS=170"],
    "text_narrow": [*JUDGE, "--lang", "en", "COLUMNS=60"],
    "text_all_quiet": [*JUDGE, "--lang", "zh", "--all", "--quiet"],
    "text_plain_values": [*JUDGE, "--lang", "zh", "--show-values"],
    "text_good": ["validate", "good.csv", "-s", "people.yaml", "--as-of", "2026-11-23", "--lang", "zh"],
    "text_two_files": [*JUDGE[:1], "good.csv", *JUDGE[1:], "--lang", "zh"],
    "text_one_unreadable": [*JUDGE[:1], "nowhere.csv", *JUDGE[1:], "--lang", "en"],
    **{name: [*JUDGE, "--format", name] for name in ("json", "jsonl", "csv", "junit", "sarif", "github")},
    "json_limit_1": [*JUDGE, "--format", "json", "--limit", "1", "--lang", "zh"],
    "standards_show": ["standards", "show", "people.yaml", "--lang", "zh"],
    "standards_show_json": ["standards", "show", "people.yaml", "--format", "json"],
    "explain_zh": ["explain", "check_digit", "--lang", "zh"],
    "explain_en": ["explain", "uniqueness.key"],
}
EXITS = {"text_good": 0, "text_one_unreadable": 2, "standards_show": 0, "standards_show_json": 0}
_CHANGES = (
    (re.compile(r"[0-9]+[.][0-9] (秒|s\b)"), r"0.0 \1"),
    (re.compile(r'("seconds": |time=")[0-9.]+'), r"\g<1>0.0"),
    (re.compile(re.escape(__version__)), "VERSION"),
)


@pytest.mark.parametrize("name", CASES)
def test_the_output_is_as_it_was(run, monkeypatch, name):
    for path in GOLDEN.iterdir():
        if path.suffix != ".txt":
            shutil.copy(path, path.name)
    arguments = [word for word in CASES[name] if "COLUMNS=" not in word]
    for word in set(CASES[name]) - set(arguments):
        monkeypatch.setenv("COLUMNS", word.removeprefix("COLUMNS="))
    ran = run(*arguments)
    said = ran.out + (f"--- stderr\n{ran.err}" if ran.err else "")
    for pattern, instead in _CHANGES:
        said = pattern.sub(instead, said)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("GOVCLEAN_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert ran.code == EXITS.get(name, 0 if name.startswith("explain") else 1)
