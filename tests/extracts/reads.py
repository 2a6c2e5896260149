"""Read an extract to its end, and hold it to its books."""

from __future__ import annotations

from dataclasses import dataclass

from govclean.extracts.batches import Extract, Trouble


@dataclass
class Read:
    cells: list[list[str | None]]
    rows: list[int]
    lines: list[int]
    troubles: list[Trouble]
    total_rows: int
    total_lines: int

    def rules(self) -> list[tuple[str, int]]:
        """Rule and line of each trouble, lines counted from the start of the source."""
        return [(t.rule, t.line) for t in self.troubles]


def read(extract: Extract) -> Read:
    """Return all records with rows and lines counted over the whole source; the books must balance."""
    done = Read([], [], [], [], 0, 0)
    for task in extract.tasks():
        batch = task()
        assert batch.records.schema.names == [*extract.header, "_row", "_line"]
        aside = [t for t in batch.troubles if t.set_aside]
        columns = batch.records.columns
        rows, lines = columns[-2].to_pylist(), columns[-1].to_pylist()
        assert batch.rows == batch.records.num_rows + len(aside)
        assert sorted(rows + [t.row for t in aside]) == list(range(1, batch.rows + 1))
        assert lines == sorted(set(lines))
        assert all(1 <= line <= batch.lines for line in [*lines, *(t.line for t in batch.troubles)])
        texts = [column.to_pylist() for column in columns[:-2]]
        done.cells += [list(cells) for cells in zip(*texts, strict=True)]
        done.rows += [row + done.total_rows for row in rows]
        done.lines += [line + done.total_lines for line in lines]
        done.troubles += [
            Trouble(
                t.row + done.total_rows,
                t.line + done.total_lines,
                t.rule,
                t.column,
                t.message,
                t.text,
                t.set_aside,
            )
            for t in batch.troubles
        ]
        done.total_rows += batch.rows
        done.total_lines += batch.lines
    return done


def account(extract: Extract, text: bytes) -> Read:
    """Read a text of comma-separated values and check that each line is a record's, kept or set aside, or blank."""
    done = read(extract)
    lines = text.split(b"\n")
    assert done.total_lines in {0, len(lines) - (lines[-1] == b"")}
    covered = {1} | {t.line for t in done.troubles if t.set_aside}
    for line, cells in zip(done.lines, done.cells, strict=True):
        covered.update(range(line, line + 1 + sum(cell.count("\n") for cell in cells if cell)))
    lost = [n for n, line in enumerate(lines, 1) if n not in covered and line.strip(b"\r\t ,")]
    assert not lost
    return done
