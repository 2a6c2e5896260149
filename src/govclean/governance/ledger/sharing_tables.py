"""The tables of the directory and of sharing: what there is, how it came in, who asked for it and who received it."""

from __future__ import annotations

from govclean.governance.ledger.columns import LedgerTable, needed, of, text, word
from govclean.governance.ledger.quality_tables import VERDICTS
from govclean.standards.resource import ShareType
from govclean.wording import Text

SHARE_TYPES: tuple[ShareType, ...] = ("unconditional", "conditional", "not_shared")
CLEARNESS = ("clear", "unclear", "missing")
OBJECTION_STATES = (
    "raised", "accepted", "rejected", "marked", "verifying", "settled", "unmarked", "archived",
)  # fmt: skip
"""提出、受理、不予受理、标注、核实、处理完毕、撤销标注、归档: the stages of DB3208/T 219—2024."""
REQUEST_STATES = ("asked", "forwarded", "granted", "refused", "provided", "withdrawn")
SHARE_STATES = ("handed_out", "recalled", "destroyed", "refused")


SHARING_TABLES: tuple[LedgerTable, ...] = (
    LedgerTable(
        "objections",
        Text("异议", "objections"),
        ("objection",),
        (
            *needed("objection"),
            *word("state", OBJECTION_STATES, filled=True),
            *text("resource", "standard"),
            *of("digest", "record"),
            *of("prose", "record_shown"),
            *text("field"),
            *needed("department"),
            *word("raised_by", ("department", "person", "organisation")),
            *of("prose", "claim"),
            *word("outcome", ("corrected", "upheld", "none")),
            *of("prose", "reason"),
            *of("day", "day", filled=True),
            *of("day", "due_on"),
            *text("profile", "term"),
        ),
    ),
    LedgerTable(
        "requests",
        Text("共享需求", "requests"),
        ("request",),
        (
            *needed("request"),
            *word("state", REQUEST_STATES, filled=True),
            *needed("recipient", "provider", "resource"),
            *text("items"),
            *word("share_type", SHARE_TYPES),
            *of("prose", "purpose", "reason"),
            *of("day", "day", filled=True),
            *of("day", "due_on"),
            *text("profile", "term"),
        ),
    ),
    LedgerTable(
        "resources",  # the whole catalog as it was built
        Text("资源目录", "resources"),
        ("code",),
        (
            *needed("code", "title", "provider"),
            *text("standard"),
            *word("share_type", SHARE_TYPES),
            *text("open", "update_cycle"),
            *of("whole", "items"),
            *of("digest", "digest", filled=True),
        ),
    ),
    LedgerTable(
        "intakes",
        Text("接收回执", "intakes"),
        ("batch",),
        (
            *needed("batch", "department"),
            *text("resource"),
            *of("digest", "manifest"),
            *text("manifest_path"),
            *word("verdict", (*VERDICTS, "repeated"), filled=True),
            *word("responsibility", CLEARNESS),
            *word("need", CLEARNESS),
            *word("permission", CLEARNESS),
            *word("resource_clear", CLEARNESS),
            *word("object", CLEARNESS),
            *of("prose", "reasons"),
            *of("whole", "files", filled=True),
            *of("whole", "records"),
            *text("number"),  # the department's own
            *of("digest", "content"),  # of all its files, whatever their names
            *text("watermark_from", "watermark_to", "replaces", "repeats"),  # batches
        ),
    ),
    LedgerTable(
        "shares",
        Text("共享台账", "shares"),
        ("package",),
        (
            *needed("package", "agreement"),
            *of("digest", "agreement_sha256", filled=True),
            *word("state", SHARE_STATES, filled=True),
            *needed("provider", "recipient", "resource"),
            *of("prose", "purpose"),
            *text("basis"),
            *word("share_type", SHARE_TYPES),
            *text("mode", "items"),
            *of("whole", "rows"),
            *of("digest", "sha256", "sm3", "key_id"),
            *of("day", "day", filled=True),
            *of("day", "destroy_by"),
            *of("prose", "reason"),
        ),
    ),
)
