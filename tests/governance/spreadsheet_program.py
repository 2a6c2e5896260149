"""LibreOffice as a department's spreadsheet: opens a workbook, sorts and fills it, saves it, all by a macro of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

PROGRAM = shutil.which("soffice")

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{code}
</script:module>
"""
_CODE = """
Sub Main
  Dim doc, sheet, cursor, last
  Dim fields(0) As New com.sun.star.table.TableSortField
  Dim options(1) As New com.sun.star.beans.PropertyValue
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{given}", "_blank", 0, hidden())
  sheet = doc.Sheets.getByName("问题清单")
  sheet.unprotect("")
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  last = cursor.RangeAddress.EndRow
  fields(0).Field = {sort} : fields(0).IsAscending = False
  options(0).Name = "SortFields" : options(0).Value = fields()
  options(1).Name = "ContainsHeader" : options(1).Value = True
  sheet.getCellRangeByPosition(0, 0, {width}, last).sort(options())
  Dim outcomes : outcomes = Array("已修正", "属实无需修改", "非本部门", "无法核实")
  Dim row As Long
  For row = 1 To last
    sheet.getCellByPosition({outcome}, row).String = outcomes(row Mod 4)
    If row Mod 4 &lt;&gt; 0 Then sheet.getCellByPosition({outcome} + 2, row).String = "经核实，见附件"
    sheet.getCellByPosition({outcome} + 3, row).String = "王小明"
    sheet.getCellByPosition({outcome} + 4, row).Formula = "2026-12-03"
  Next
  {tamper}
  sheet.protect("")
  saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL("{made}", saved())
  doc.close(True)
End Sub
"""


def answer(given: Path, made: Path, columns: tuple[str, ...], *, sort: str, tamper: str = "") -> None:
    """Let LibreOffice open a list, sort it by a column, answer every row, and save it under another name.

    Args:
        columns: the names of the list's columns, in their order.
        tamper: statements of Basic that change `sheet` besides.
    """
    profile = given.parent / "profile"
    program = [
        str(PROGRAM), f"-env:UserInstallation={profile.absolute().as_uri()}", "--headless", "--norestore",
    ]  # fmt: skip
    if not profile.exists():
        subprocess.run([*program, "--terminate_after_init"], check=True, capture_output=True, timeout=300)
    code = _CODE.format(
        given=given.absolute().as_uri(),
        made=made.absolute().as_uri(),
        width=len(columns) - 1,
        sort=columns.index(sort),
        outcome=columns.index("outcome"),
        tamper=tamper,
    )
    module = (
        profile / "user/basic/Standard/Module1.xba"
    )  # of the new profile: the macros of the user's own library may run
    module.write_text(_MODULE.format(code=code), encoding="utf-8")
    subprocess.run([*program, "macro:///Standard.Module1.Main"], check=True, capture_output=True, timeout=300)
