"""Small deliveries of invented people, rounds built of them, and lists filled in as a department would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from python_calamine import CalamineWorkbook

from govclean.governance.ledger import Ledger
from govclean.governance.opening import JudgeOptions
from govclean.governance.profiles import load_deadlines
from govclean.governance.returns.building import BuildOptions, Target, build_returns
from govclean.governance.returns.deliveries import Delivery
from govclean.governance.returns.form import COLUMNS, LIST
from govclean.governance.returns.importing import ImportOptions, import_form, import_replies
from govclean.governance.returns.reading import ReturnedForm
from govclean.governance.returns.turns import Wish
from govclean.reports.problem_workbook import write_workbook
from govclean.standards.loading import load_standard
from govclean.validation.catalogue import check_arguments
from govclean.values.digests import digests_of

POPULATION = load_standard("population", known_checks=check_arguments())
HEAD = "XM,身份证号,性别,民族,出生日期,户籍地区划代码,户籍地址,联系电话"
WISH = Wish()
DAYS = (date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 3), date(2027, 3, 3))


def number(first17):
    """Return a resident number with its check digit (GB 11643)."""
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return first17 + "10X98765432"[sum(int(d) * w for d, w in zip(first17, weights, strict=True)) % 11]


def wrong(good):
    """Return a number whose check digit is another."""
    return good[:-1] + ("0" if good[-1] != "0" else "1")


def person(sequence, **other):
    """Return the cells of one good record; cells can be said otherwise."""
    return {
        "name": "王小明", "id": number(f"41010519850305{sequence:03}"), "sex": "1" if sequence % 2 else "2",
        "ethnicity": "01", "birth": "19850305", "division": "410105",
        "address": f"河南省郑州市金水区花园路{sequence}号", "phone": f"138{sequence:08}", **other,
    }  # fmt: skip


class Office:
    """A bureau's desk: a folder, a ledger, deliveries under one standard round after round."""

    def __init__(self, folder: Path, standard=POPULATION, key=None):
        self.folder = folder
        self.standard = standard
        self.key = key
        self.path = folder / "ledger.duckdb"

    def ledger(self):
        return Ledger.open(self.path, self.key)

    def drop(self, *people, name="卫健_人口_202611.csv", head=HEAD):
        """Write a delivery: people as cells, or whole lines as they stand."""
        lines = [one if isinstance(one, str) else ",".join(one.values()) for one in people]
        path = self.folder / name
        path.write_bytes(("\n".join([head, *lines]) + "\n").encode())
        return str(path)

    def build(self, *people, day=DAYS[0], department="卫健", source="人口", wish=WISH, language="zh", **drop):
        """Build a round of one delivery and return what was built."""
        path = self.drop(*people, **drop)
        return self.build_paths([path], day, department, source, wish, language)

    def build_paths(self, paths, day=DAYS[0], department="卫健", source="人口", wish=WISH, language="zh"):
        options = BuildOptions(JudgeOptions(as_of=day), load_deadlines(), wish, language)
        delivery = Delivery(department, source, tuple(paths))
        target = Target(self.folder / "lists", write_workbook)
        with self.ledger() as ledger:
            built, errors = build_returns([delivery], self.standard, options, ledger, target)
        assert errors == []
        return built

    def answer(self, workbook, day=date(2026, 12, 10), approver="", **options):
        """Import one workbook and return what became of it."""
        asked = ImportOptions(day, load_deadlines(), approver, standard=self.standard, **options)
        with self.ledger() as ledger:
            imported, errors = import_replies([str(workbook)], ledger, asked)
        assert errors == []
        return imported[0]

    def say(self, one, change, day=date(2026, 12, 10), approver="", **options):
        """Import the answers to a list as if its workbook had come back; `change` as for `refill`."""
        rows = change([{name: cell or "" for name, cell in row.items()} for row in one.rows.to_pylist()])
        names = [column.name for column in COLUMNS]
        columns = {name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in names}
        table = pa.table({**columns, "sheet_row": pa.array(range(2, len(rows) + 2), pa.int64())})
        told = ReturnedForm("list.xlsx", digests_of(str(rows).encode()).sha256, one.ticket, table, ())
        with self.ledger() as ledger:
            return import_form(
                told, self.standard, ledger, ImportOptions(day, load_deadlines(), approver, **options)
            )

    def table(self, name, **equal):
        with self.ledger() as ledger:
            return ledger.table(name, **equal).to_pylist()


def only(built):
    """Return the one round of what was built."""
    (one,) = built.rounds
    return one


def counts(built):
    """Return what became of the problems of the one round, without zeros."""
    return {state: count for state, count in only(built).compared.counts.items() if count}


def the_list(built):
    """Return the one list of what was built."""
    ((_, one),) = built.workbooks
    return one


def numbers(built, **equal):
    """Return the numbers of the problems found in the one round, by field and rule, of those that have these facts."""
    rows = only(built).compared.numbered.to_pylist()
    rows = [row for row in rows if all(row[name] == value for name, value in equal.items())]
    return {(row["row"], row["field"], row["rule"]): row["problem"] for row in rows}


def rows_in(workbook):
    """Return the rows of a list as column → cell."""
    sheet = CalamineWorkbook.from_path(workbook).get_sheet_by_name(LIST.zh)
    names = [column.name for column in COLUMNS]
    return [dict(zip(names, row, strict=False)) for row in sheet.to_python()[1:]]


def refill(workbook, change, sheets=lambda sheets: sheets):
    """Write a list again as another program would, its rows given through `change`; return the new file.

    Args:
        change: rows (column → cell) to rows.
        sheets: sheet name → rows of cells, to what is to be written of them.
    """
    book = CalamineWorkbook.from_path(workbook)
    cells = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    names = [column.name for column in COLUMNS]
    head, *_ = cells[LIST.zh]
    rows = change(rows_in(workbook))
    cells[LIST.zh] = [head, *([row.get(name, "") for name in names] for row in rows)]
    target = Path(workbook).with_name(f"filled_{Path(workbook).name}")
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_numbers": False}) as written:
        for name, content in sheets(cells).items():
            sheet = written.add_worksheet(name)
            for place, row in enumerate(content):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(place, column, cell)
    return target
