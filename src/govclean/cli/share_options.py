"""Options of the commands that share, ask and object, and what they mean."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from govclean.cli.session import Session
from govclean.cli.spoken import Option
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.opening import JudgeOptions

CATALOG = Option(
    ["--catalog"],
    Text(
        "资源目录：YAML、文件夹、目录工作簿或标准，可重复；默认为协议所列标准的目录条目",
        "the directory: YAML, folders, workbooks or standards, repeatable; by default that of the agreement's standard",
    ),
    multiple=True,
    metavar="SOURCE",
)
SHARING = Option(
    ["--sharing"],
    Text("共享条件方案名称或文件", "profile of share terms, by name or file"),
    default="share_types",
    metavar="PROFILE",
)
DEADLINES = Option(
    ["--deadlines"],
    Text("期限方案名称或文件", "profile of deadlines, by name or file"),
    default="default",
    metavar="PROFILE",
)
HASH_KEY = Option(
    ["--key"],
    Text("散列用的密钥文件，权限 0600", "the key file for hashes, of mode 0600"),
    metavar="FILE",
)
LEDGER_KEY = Option(
    ["--ledger-key"],
    Text(
        "账本的密钥文件，权限 0600（也可用 GOVCLEAN_KEY）",
        "the ledger's key file, of mode 0600 (also GOVCLEAN_KEY)",
    ),
    envvar="GOVCLEAN_KEY",
    metavar="FILE",
)
REASON = Option(["--reason"], Text("理由或凭据", "the reason, or the receipt"), default="", metavar="TEXT")


def reading(session: Session, asked: SimpleNamespace) -> JudgeOptions:
    """Return how the extract is read."""
    from govclean.governance.opening import JudgeOptions

    return JudgeOptions(
        columns={**session.settings().columns, **dict(asked.column)},
        sheet=asked.sheet,
        encoding=asked.encoding,
        separator=asked.separator,
        threads=asked.threads,
        as_of=asked.as_of,
        language=session.language,
    )
