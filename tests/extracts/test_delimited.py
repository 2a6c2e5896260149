"""The dirt that text files of departments bring, one class a test."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.extracts.reads import read

from govclean.errors import ExtractError
from govclean.extracts.batches import CELL_LIMIT
from govclean.extracts.reading import open_extract


def put(folder: Path, text: str | bytes, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_encoding_and_separator_are_found_out(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["姓名", "电话", "地址"],
        ["张三", "00123", "长安路１号"],
        ["李四", "", "丁路 5"],
        ["王五", "7", "囍|苑"[:1]],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    extract = open_extract(put(tmp_path, text, encoding=encoding))
    assert extract.header == ("姓名", "电话", "地址")
    assert read(extract).cells == [[cell or None for cell in row] for row in rows[1:]]


def test_gb18030_characters_beyond_gbk_are_read(tmp_path: Path) -> None:
    text = "姓名,字\n" + "张㑇,䶮\n𠀀三,€\n" * 50
    extract = open_extract(put(tmp_path, text, encoding="gb18030"))
    assert extract.encoding == "GB18030"
    assert read(extract).cells == [["张㑇", "䶮"], ["𠀀三", "€"]] * 50


@pytest.mark.parametrize(("own", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_line_in_another_encoding_is_kept_and_told(tmp_path: Path, own: str, other: str) -> None:
    lines = ["姓名,地址", "张三,河南省郑州市", "李四,北京市朝阳区", "王五,上海市", "赵六,天津市"]
    data = [line.encode(other if number == 2 else own) for number, line in enumerate(lines)]
    table = read(open_extract(put(tmp_path, b"\n".join(data))))
    assert [name for name, _ in table.cells] == ["张三", "李四", "王五", "赵六"]
    assert table.rules() == [("validity.encoding", 3)]
    assert not table.troubles[0].set_aside


def test_a_line_no_encoding_reads_is_set_aside(tmp_path: Path) -> None:
    data = "姓名,地址\n张三,郑州\n".encode() + b"\xff\xfe\x81,\x80\n" + "李四,北京\n".encode()
    table = read(open_extract(put(tmp_path, data)))
    assert table.cells == [["张三", "郑州"], ["李四", "北京"]]
    assert table.rules() == [("validity.undecodable", 3)]
    assert table.lines == [2, 4]


def test_half_a_character_does_not_eat_the_separator(tmp_path: Path) -> None:
    data = (
        "姓名,地址\n张三,郑州\n".encode("gbk") + "李四".encode("gbk")[:3] + b",x\n" + "王五,x\n".encode("gbk")
    )
    table = read(open_extract(put(tmp_path, data)))
    assert table.cells == [["张三", "郑州"], ["王五", "x"]]
    assert table.rules() == [("validity.undecodable", 3)]


def test_an_encoding_that_was_asked_for_is_used(tmp_path: Path) -> None:
    path = put(tmp_path, "名,址\n張三,臺北\n", encoding="big5")
    assert read(open_extract(path, encoding="big5")).cells == [["張三", "臺北"]]
    with pytest.raises(ExtractError, match="unknown encoding"):
        open_extract(path, encoding="utf-81")


def test_chinese_far_down_the_file_still_tells_the_encoding(tmp_path: Path) -> None:
    data = b"id,name\n" + b"1,abcdefghijklmnopqrstuvwxyz\n" * 80_000 + "2,张三\n3,李四\n".encode("gbk")
    extract = open_extract(put(tmp_path, data))
    table = read(extract)
    assert extract.encoding == "GB18030"
    assert table.troubles == []
    assert table.cells[-1] == ["3", "李四"]


def test_records_of_another_width_are_set_aside_alone(tmp_path: Path) -> None:
    table = read(open_extract(put(tmp_path, "a,b,c\n1,2,3\n1,2\n\n4,5,6\n1,2,3,4\n7,8,9")))
    assert table.cells == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
    assert table.rules() == [("validity.record_shape", 3), ("validity.record_shape", 6)]
    assert (table.rows, table.lines) == ([1, 3, 5], [2, 5, 7])
    assert "4 cells where the header has 3" in table.troubles[1].message.en


@pytest.mark.parametrize(
    "bad", ['张"三,2,3', '"张三,2,3', '1,"2"x,3', '1,2,"3', '1,"2,3"', '"a","b"c","d"'], ids=range(6)
)
def test_a_stray_quotation_mark_takes_no_other_record(tmp_path: Path, bad: str) -> None:
    good = [f"张{n},{n},“好”" for n in range(50)] + ['"x","y","z"'] * 5
    lines = ["a,b,c", *good[:3], bad, *good[3:]]
    table = read(open_extract(put(tmp_path, "\n".join(lines))))
    assert table.total_rows == len(good) + 1
    assert [t.line for t in table.troubles] == [5]
    assert len(table.cells) == len(good)


def test_a_line_break_in_quotation_marks_is_kept(tmp_path: Path) -> None:
    table = read(open_extract(put(tmp_path, 'a,b,c\r\n1,"x\r\ny",3\r\n4,"say ""hi""",6\r\n')))
    assert table.cells == [["1", "x\r\ny", "3"], ["4", 'say "hi"', "6"]]
    assert table.lines == [2, 4]


def test_a_nul_sets_its_line_aside(tmp_path: Path) -> None:
    table = read(open_extract(put(tmp_path, "姓名,b\n1,2\n3\0,4\n5,6\n")))
    assert table.cells == [["1", "2"], ["5", "6"]]
    assert table.rules() == [("validity.control_character", 3)]


def test_a_lone_return_inside_a_cell_stays_there(tmp_path: Path) -> None:
    table = read(open_extract(put(tmp_path, "a,b\n1,x\ry\n3,4\n")))
    assert table.cells == [["1", "x\ry"], ["3", "4"]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_an_overlong_cell_is_set_aside(tmp_path: Path, quote: str) -> None:
    table = read(open_extract(put(tmp_path, f"a,b\n1,2\n3,{quote}{'长' * 400_000}{quote}\n5,6\n")))
    assert table.cells == [["1", "2"], ["5", "6"]]
    assert table.rules() == [("validity.cell_size", 3)]
    assert len(table.troubles[0].text) == CELL_LIMIT


def test_a_line_of_many_megabytes_is_not_kept(tmp_path: Path) -> None:
    path = put(tmp_path, b"a,b\n1,2\n" + b"x" * (24 << 20) + b"\n5,6\n" + b"y" * (9 << 20))
    table = read(open_extract(path))
    assert table.cells == [["1", "2"], ["5", "6"]]
    assert table.rules() == [("validity.cell_size", 3), ("validity.cell_size", 5)]


def test_one_column_is_a_table(tmp_path: Path) -> None:
    table = read(open_extract(put(tmp_path, '地址\n长安路，1号\n"甲,乙"\n')))
    assert table.cells == [["长安路，1号"], ["甲,乙"]]


def test_titles_above_and_footers_below_are_no_records(tmp_path: Path) -> None:
    text = "2026年人口信息表,,\n\n姓名,性别,金额\n张三,男,1\n李四,女,2\n,,\n合计,,3\n制表人：王五,,\n以下空白,,\n,,\n\n"
    extract = open_extract(put(tmp_path, text))
    table = read(extract)
    assert extract.header == ("姓名", "性别", "金额")
    assert [note.en for note in extract.notes] == ["1 title row(s) above the header were passed over"]
    assert table.cells == [["张三", "男", "1"], ["李四", "女", "2"]]
    assert table.rules() == [("validity.footer", n) for n in (7, 8, 9)]
    assert (table.lines, table.total_lines) == ([4, 5], 11)


def test_names_twice_or_missing_are_made_unique(tmp_path: Path) -> None:
    extract = open_extract(put(tmp_path, "电话,姓名,电话,,_row\n1,2,3,4,5\n"))
    assert extract.header == ("电话", "姓名", "电话 (2)", "column 4", "_row (2)")
    assert len(extract.notes) == 3


def test_two_header_rows_can_be_asked_for(tmp_path: Path) -> None:
    extract = open_extract(put(tmp_path, "姓名,住址,\n,省,市\n张三,豫,郑\n"), header_rows=2)
    assert extract.header == ("姓名", "住址_省", "市")
    assert read(extract).cells == [["张三", "豫", "郑"]]


def test_a_separator_at_the_end_of_each_record_is_an_empty_column(tmp_path: Path) -> None:
    extract = open_extract(put(tmp_path, "a,b\n1,2,\n3,4,\n"))
    assert extract.header == ("a", "b", "column 3")
    assert read(extract).cells == [["1", "2", None], ["3", "4", None]]


def test_a_header_alone_has_no_records_and_nothing_is_an_error(tmp_path: Path) -> None:
    assert read(open_extract(put(tmp_path, "a,b\n"))).cells == []
    for content in (b"", b"\xef\xbb\xbf", b"\r\n \n"):
        with pytest.raises(ExtractError, match="empty"):
            open_extract(put(tmp_path, content))


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = "姓名,b\n张三,2\n".encode("utf-8-sig")
    extract = open_extract(put(tmp_path, data))
    assert extract.sha256 == hashlib.sha256(data).hexdigest()
    read(extract)
    assert extract.sha256 == hashlib.sha256(data).hexdigest()


def test_a_sample_is_the_first_records(tmp_path: Path) -> None:
    extract = open_extract(put(tmp_path, "a,b\n" + "1,2\n" * 30))
    assert extract.sample(7).num_rows == 7
    assert extract.sample(7).column(3).to_pylist() == [2, 3, 4, 5, 6, 7, 8]
    assert open_extract(put(tmp_path, "a,b\n")).sample().num_rows == 0


def test_a_large_file_is_read_in_blocks_that_join_without_a_seam(tmp_path: Path) -> None:
    lines = [f'{n},"地址 {n}\n第二行",x' if n % 7 == 0 else f"{n},地址 {n} 号,x" for n in range(150_000)]
    lines[100_000] = '100000,"没有关上,x'
    extract = open_extract(put(tmp_path, "a,b,c\n" + "\n".join(lines)))
    tasks = [task() for task in extract.tasks()]
    assert len(tasks) > 1
    table = read(extract)
    assert [cells[0] for cells in table.cells] == [str(n) for n in range(150_000) if n != 100_000]
    assert [t.rule for t in table.troubles] == ["validity.quoting"]
    assert table.total_lines == 1 + sum(line.count("\n") + 1 for line in lines)


def test_the_separator_is_found_where_half_of_the_records_are_ragged(tmp_path: Path) -> None:
    extract = open_extract(put(tmp_path, "a;b\n" + "1;2\n1;2;3\n" * 20))
    assert extract.header == ("a", "b")
    assert len(read(extract).cells) == 20
