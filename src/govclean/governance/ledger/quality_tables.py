"""The tables of the way back: what was owed and arrived, what was wrong in it, and what became of that."""

from __future__ import annotations

from govclean.governance.ledger.columns import LedgerTable, needed, of, text, word
from govclean.standards.resource import UpdateCycle
from govclean.validation.findings import DIMENSIONS, SEVERITIES
from govclean.wording import Text

STATES = (
    "new", "again", "remaining", "changed", "repaired", "withdrawn", "carried", "excepted",
)  # fmt: skip
"""What became of a problem from one round to the next.

`new`: seen for the first time; `again`: was repaired once and is back; `remaining`: still wrong as it was; `changed`:
still wrong with another value; `repaired`: no longer found; `withdrawn`: its record is no longer in a full delivery;
`carried`: not tested this round and therefore still open; `excepted`: still found, and a valid exception covers it.
"""
OPEN_STATES = ("new", "again", "remaining", "changed", "carried")
OUTCOMES = ("corrected", "true_as_is", "not_ours", "cannot_verify")
"""What a department answers: 已修正 / 属实无需修改 / 非本部门 / 无法核实."""
VERDICTS = ("accepted", "accepted_with_warnings", "rejected")
MODES = ("full", "incremental")
CYCLES: tuple[UpdateCycle, ...] = (
    "realtime", "daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "irregular", "never",
)  # fmt: skip
QUALITY_TABLES: tuple[LedgerTable, ...] = (
    LedgerTable(
        "duties",  # 应报: who owes which delivery how often; inactive ends it
        Text("应报清单", "duties to deliver"),
        ("department", "source"),
        (
            *needed("department", "source", "standard"),
            *text("resource"),
            *word("cycle", CYCLES),
            *of("whole", "due_day"),  # day of the period that follows
            *text("profile"),
            *of("day", "since", filled=True),
            *of("flag", "active", filled=True),
        ),
    ),
    LedgerTable(
        "drops",  # 实报: a row a file that arrived
        Text("到达批次", "drops"),
        ("batch", "path"),
        (
            *needed("batch", "department"),
            *text("source"),
            *needed("path"),
            *of("digest", "sha256", filled=True),
            *of("whole", "bytes"),
            *text("standard", "version", "resource"),
            *word("mode", MODES),
            *text("watermark"),
            *of("day", "period_from", "period_to"),
            *of("day", "received_on", filled=True),
            *of("day", "due_on"),
            *of("whole", "records", filled=True),
            *of("whole", "set_aside", "fields_asked", "fields_given"),
        ),
    ),
    LedgerTable(
        "runs",  # a row a file that a command worked on
        Text("处理记录", "runs"),
        ("command", "sha256", "folder"),
        (
            *needed("command"),
            *text("department", "source", "batch"),
            *of("digest", "sha256"),
            *text("folder", "standard", "version"),
            *word("verdict", (*VERDICTS, "done")),
            *of("whole", "records", filled=True),
            *of("whole", "records_in_error", "records_in_warning", "set_aside"),
            *of("whole", "findings", "changes", "quarantined"),
        ),
    ),
    LedgerTable(
        "rounds",  # a row a department's delivery that was judged in a round
        Text("轮次", "rounds"),
        ("round", "department", "source"),
        (
            *of("whole", "round", filled=True),
            *of("day", "day", filled=True),
            *needed("department", "source", "standard", "version"),
            *text("batch"),
            *of("digest", "sha256"),
            *word("mode", MODES),
            *of("whole", "records", filled=True),
            *of("whole", "set_aside", "records_in_error", "records_in_warning"),
            *of("whole", "records_storable"),  # their key is there, good and unique
            *text("profile"),
            *of("day", "due_on"),
        ),
    ),
    LedgerTable(
        "problems",  # each problem that was open or is now, once a round
        Text("问题清单", "problems"),
        ("round", "problem"),
        (
            *of("whole", "round", filled=True),
            *needed("problem", "department"),
            *text("source"),
            *needed("standard"),
            *of("digest", "record", filled=True),
            *of("digest", "handle", "rest"),  # find the record again though its key was what was repaired
            *text("left_out"),  # the fields that are not in `rest`
            *of("prose", "record_shown"),
            *of("whole", "row", "line"),
            *needed("field", "rule"),  # an empty field: the whole record
            *word("dimension", DIMENSIONS, filled=True),
            *word("severity", SEVERITIES, filled=True),
            *of("digest", "value"),
            *of("whole", "first_round", filled=True),
            *of("day", "due_on"),
            *word("state", STATES, filled=True),
        ),
    ),
    LedgerTable(
        "tallies",  # numerators and denominators: each rule on each field, tested or not
        Text("规则计数", "tallies"),
        ("round", "department", "source", "rule", "field"),
        (
            *of("whole", "round", filled=True),
            *needed("department", "source", "standard", "version"),
            *text("batch"),
            *needed("rule", "field"),
            *word("dimension", DIMENSIONS, filled=True),
            *word("severity", SEVERITIES, filled=True),
            *of("flag", "tested", filled=True),
            *text("why_untested"),
            *of("whole", "evaluated", "failed"),
            *of("whole", "excepted"),  # of those that failed
        ),
    ),
    LedgerTable(
        "replies",
        Text("部门反馈", "replies"),
        ("problem", "round"),
        (
            *needed("problem"),
            *of("whole", "round", filled=True),
            *needed("department"),
            *word("outcome", OUTCOMES, filled=True),
            *of("digest", "corrected", "handle"),  # handle: of a corrected record key, as in `problems`
            *of("flag", "corrected_valid"),
            *of("prose", "note"),
            *text("reviewer"),
            *of("day", "day", filled=True),
            *of("digest", "sha256"),
            *of("flag", "accepted"),
            *of("prose", "why_not"),
        ),
    ),
    LedgerTable(
        "exceptions",
        Text("例外", "exceptions"),
        ("problem",),
        (
            *needed("problem", "department"),
            *text("source"),
            *needed("standard"),
            *of("digest", "record", filled=True),
            *needed("field", "rule"),
            *of("digest", "value"),
            *of("prose", "reason", filled=True),
            *needed("approver"),
            *word("state", ("granted", "revoked", "expired"), filled=True),
            *of("day", "day", "expires_on", filled=True),
        ),
    ),
    LedgerTable(
        "scores",  # what was published, for whoever computes it again
        Text("考核得分", "scores"),
        ("day", "department", "profile", "measure"),
        (
            *of("day", "day", filled=True),
            *of("whole", "round"),
            *needed("department", "profile", "profile_version", "measure"),
            *of("flag", "tested", filled=True),
            *text("why_untested"),
            *of("number", "numerator", "denominator", "rate", "weight", "points"),
            *text("grade"),
            *of("whole", "rank"),
            *text("standards", "batches"),  # what the figures rest on
            *of("whole", "excepted"),  # counted apart
        ),
    ),
    LedgerTable(
        "scorings",  # the whole profile that scores were published by: its file may change
        Text("考核方案", "profiles of scoring"),
        ("profile", "version", "digest"),
        (
            *needed("profile", "version"),
            *of("digest", "digest", filled=True),
            *needed("text"),
        ),
    ),
)
