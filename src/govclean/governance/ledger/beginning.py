"""How a ledger begins, and what binds it to its key from then on."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from govclean import __version__
from govclean.errors import UsageError
from govclean.governance.ledger.canonical import digest_of
from govclean.governance.ledger.conforming import rows_from
from govclean.governance.ledger.sealing import FIRST_PREVIOUS, Body, Facts, sealed
from govclean.governance.ledger.storing import Engine, make_tables, store
from govclean.governance.ledger.tables import BEGIN, BOOK
from govclean.values.digests import Key, hmac_of
from govclean.wording import Text, same

FORMAT = 1
"""The form of the file; a ledger of a later form is refused."""

TOOL = f"govclean {__version__}"
_SALT_BYTES = 32


def now() -> str:
    """Return the present moment: ISO 8601 to the second, with the offset of the desk."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def begin(engine: Engine, key: Key | None) -> None:
    """Make the tables of a new ledger and its first entry; without a key its digests are salted by chance.

    Raises:
        duckdb.Error: the file cannot be written.
    """
    salt = None if key else secrets.token_hex(_SALT_BYTES)
    rows = rows_from(BOOK, [{"format": FORMAT, "salt": salt, "key_id": key.id if key else None}])
    bodies = (Body(BOOK.name, rows.num_rows, digest_of(rows)),)
    facts = Facts(1, now(), BEGIN, "", TOOL, "", "", FIRST_PREVIOUS)
    make_tables(engine)
    store(engine, sealed(facts, bodies, key), {BOOK.name: rows})


def digest_key(engine: Engine, path: Path, key: Key | None) -> Key:
    """Return what a ledger's digests are keyed with: drawn from its key, or the salt it began with.

    Raises:
        UsageError: the ledger began with a key, which was not given.
    """
    found = engine.execute(
        "SELECT salt FROM main.book WHERE salt IS NOT NULL ORDER BY entry LIMIT 1"
    ).fetchall()
    if found:
        return Key(bytes.fromhex(found[0][0]))
    if key is None:
        raise UsageError(_KEY_MISSING, where=str(path), hint=_GIVE_KEY)
    return Key(hmac_of(key, b"govclean ledger digests"))


def refuse_wrong_key(engine: Engine, path: Path, key: Key | None, *, writing: bool) -> None:
    """Raise where a ledger cannot be used as asked: its form is a later one, or its key is missing or another.

    A ledger that carries an HMAC once carries it always: entries without would let anybody go on writing.

    Raises:
        UsageError: see above.
    """
    (form,) = engine.execute("SELECT max(format) FROM main.book").fetchall()[0]
    if form is not None and form > FORMAT:
        raise UsageError(_LATER, where=str(path), hint=_UPDATE)
    asked = "SELECT key_id FROM main.entries WHERE mac IS NOT NULL ORDER BY seq DESC LIMIT 1"
    found = engine.execute(asked).fetchall()
    if not found:
        return
    if key is None and writing:
        raise UsageError(_KEY_MISSING, where=str(path), hint=_GIVE_KEY)
    if key is not None and key.id != found[0][0]:
        raise UsageError(_KEY_OTHER, where=str(path), found=same(key.id), hint=_GIVE_KEY)


_KEY_MISSING = Text("这个账本带有密钥校验，需要密钥", "this ledger is kept with a key, which is needed")
_KEY_OTHER = Text("密钥与账本所用的不同", "this is another key than the ledger's")
_GIVE_KEY = Text("用 --key 指定这个账本的密钥文件", "name the ledger's own key file with --key")
_LATER = Text("账本由更新版本的 govclean 写成", "the ledger was written by a later govclean")
_UPDATE = Text("请升级 govclean", "use a later govclean")
