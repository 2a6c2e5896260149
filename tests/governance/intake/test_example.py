"""The example of intake runs as its README says, in both languages."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from govclean.cli.main import main

EXAMPLE = Path(__file__).parents[3] / "examples" / "intake"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_says_what_becomes_of_the_drops(tmp_path, monkeypatch, capsys, name):
    (block,) = re.findall(r"```console\n\$ (.*?)\n```", (EXAMPLE / name).read_text("utf-8"), re.DOTALL)
    shutil.copytree(EXAMPLE, tmp_path / "examples" / "intake")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    assert main(shlex.split(block)[1:]) == 1
    told = [json.loads(path.read_text("utf-8")) for path in sorted(Path("out/intake").rglob("receipt.json"))]
    assert {one["manifest"]["path"].split("/")[-2]: one["verdict"] for one in told} == {
        "公安_常住人口_202611": "accepted",
        "公安_常住人口_增量_202612": "accepted_with_warnings",
        "卫健_实有人口_202611": "rejected",
    }
    said = {remark["code"] for one in told for remark in one["remarks"]}
    assert said == {"series.gap", "files.rows"}
    capsys.readouterr()
    assert main(shlex.split(block)[1:]) == 0
    assert capsys.readouterr().out == ""
