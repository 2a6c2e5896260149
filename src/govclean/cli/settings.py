"""`govclean.yaml`: options a project gives once instead of on every call.

```yaml
columns: {name: 纳税人名称}     # field of the standard: header of the extract
validate: {standard: population, fail_on: warning}
```

What else stands in it says what `govclean run` does; `governance.pipeline.config` reads that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govclean.errors import StandardError
from govclean.wording import Language, Text, same

if TYPE_CHECKING:
    from govclean.documents import Entries

FILE_NAME = "govclean.yaml"
_GENERAL = ("columns", "lang")
_OF_RUN = ("sources", "steps", "output", "ledger", "profiles", "registries", "as_of")
_UNKNOWN = Text("没有“{key}”这一项", 'there is no key "{key}"')
_NO_LANGUAGE = Text("lang 应为 zh 或 en", "lang must be zh or en")
_NO_MAPPING = Text("此处应为“键: 值”", "`key: value` lines are expected here")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a `govclean.yaml` says; empty where there is none."""

    path: str = ""
    language: Language | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, Entries] = field(default_factory=dict)

    def for_command(self, path: str, command: click.Command) -> dict[str, object]:
        """Return the defaults for a command's options, by option name.

        Args:
            path: the command as it was called: `govclean standards show`.

        Raises:
            StandardError: a key that is no option of the command, or a value the option does not take.
        """
        section = self.sections.get(path.partition(" ")[2])
        if section is None:
            return {}
        options = {str(one.name): one for one in command.params if isinstance(one, click.Option)}
        return {key.replace("-", "_"): _value(section, key, options) for key in section}


def nearest_settings(start: Path | None = None) -> Settings:
    """Return the settings of the nearest `govclean.yaml` in a folder or above it.

    Raises:
        StandardError: the file cannot be read, or a section belongs to no command.
    """
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        path = place / FILE_NAME
        if path.is_file():
            return read_settings(path)
    return Settings()


def read_settings(path: Path) -> Settings:
    """Return the settings of one file.

    Raises:
        StandardError: the file cannot be read, or a section belongs to no command.
    """
    from govclean.documents import Entries, load_document

    data = load_document(path).data
    if data is None:
        return Settings(str(path))
    if not isinstance(data, Entries):
        raise StandardError(_NO_MAPPING, where=str(path))
    known = [*_GENERAL, *_OF_RUN, *_sections_known()]
    sections = {}
    for key, part in data.items():
        if key not in known:
            raise _unknown(key, str(data.places[key]), known)
        if key == "lang" or key in _OF_RUN:
            continue
        if part is not None and not isinstance(part, Entries):
            raise StandardError(_NO_MAPPING, where=str(data.places[key]))
        if isinstance(part, Entries):
            sections[key] = part
    columns = {name: str(header) for name, header in sections.pop("columns", {}).items()}
    return Settings(str(path), _language(data), columns, sections)


def _sections_known() -> list[str]:
    from govclean.cli.commands import COMMANDS

    return [entry.name for entry in COMMANDS if not entry.is_group]


def _language(data: Entries) -> Language | None:
    word = data.get("lang")
    if word is None:
        return None
    if str(word) in ("zh", "en"):
        return "zh" if str(word) == "zh" else "en"
    found = same(str(word)[:20])
    raise StandardError(_NO_LANGUAGE, where=str(data.places["lang"]), found=found)


def _value(section: Entries, key: str, options: Mapping[str, click.Option]) -> object:
    """Return one setting as the option takes it; a wrong one is told with its line."""
    option = options.get(key.replace("-", "_"))
    if option is None:
        raise _unknown(key, str(section.places[key]), options)
    value: object = section[key]
    if option.multiple and not isinstance(value, list):
        value = [value]
    try:
        return option.type_cast_value(click.Context(click.Command("")), value)
    except click.BadParameter as error:
        from govclean.cli.mistakes import why

        raise StandardError(why(error, key), where=str(section.places[key])) from None


def _unknown(key: str, where: str, known: Mapping[str, object] | list[str]) -> StandardError:
    from govclean.documents import did_you_mean

    near = did_you_mean(key, known)
    return StandardError(
        _UNKNOWN.fill(key=key), where=where, hint=Text(near.zh, near.en.strip()) if near.en else None
    )
