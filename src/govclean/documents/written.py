"""What people write in YAML as frozen models: the base of every model, and the values all models share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from govclean.wording import Text, same


class Written(BaseModel):
    """A part of a file that a person wrote: frozen, unknown keys refused.

    A subclass says what it is called in messages (`noun`), and which key holds its name (`named_by`). A field
    that no key of the file stands for has an alias in parentheses.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True
    )

    noun: ClassVar[Text] = Text("文件", "the file")
    named_by: ClassVar[str] = ""

    @classmethod
    def name_of(cls, data: Mapping[str, object]) -> object:
        """Return what names this part in messages, as it stands in the file."""
        return data.get(cls.named_by)

    @classmethod
    def known_keys(cls, data: Mapping[str, object]) -> Iterable[str]:  # noqa: ARG003 - subclasses look at the data
        """Return the keys that may stand here, for "did you mean"."""
        keys = (field.alias or name for name, field in cls.model_fields.items())
        return [key for key in keys if not key.startswith("(")]

    @classmethod
    def why_not(cls, key: str, data: Mapping[str, object]) -> Text | None:  # noqa: ARG003 - as above
        """Return why a key of the language cannot stand here, or None when it is simply unknown."""
        return None


def wrong(text: Text) -> PydanticCustomError:
    """Return the error a validator raises to have its own words told, in both languages."""
    return PydanticCustomError("wrong", "{en}", {"zh": text.zh, "en": text.en})


def wrong_keys(errors: Mapping[str, Text]) -> ValidationError:
    """Return the error a validator raises to tell several mistakes, each at its key of the value."""
    details = [InitErrorDetails(type=wrong(text), loc=(key,), input=None) for key, text in errors.items()]
    return ValidationError.from_exception_data("wrong keys", details, hide_input=True)


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value.casefold() not in ("true", "false"):
            raise wrong(Text("只能是 true 或 false", "must be true or false"))
        return value.casefold() == "true"
    return value


def _portion(value: object) -> object:
    if isinstance(value, str) and value.endswith(("%", "％")):
        try:
            return float(value[:-1]) / 100
        except ValueError:
            return value
    return value


def _within_one(value: float) -> float:
    if not 0 <= value <= 1:
        raise wrong(
            Text(
                "应在 0 与 1 之间（或写作百分数，如 1%）",
                "must lie between 0 and 1 (or be a percentage such as 1%)",
            )
        )
    return value


def _title(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str) and value.strip():
        return same(str(value))
    if not isinstance(value, Mapping) or not value:
        raise wrong(Text("应为文字，或 {zh: …, en: …}", "must be a text, or {zh: …, en: …}"))
    problems = {key: _NOT_A_TONGUE for key in value if key not in ("zh", "en")}
    problems |= {key: _NO_WORDS for key, words in value.items() if not isinstance(words, str)}
    if problems:
        raise wrong_keys(problems)
    zh, en = value.get("zh"), value.get("en")
    return Text(str(zh or en), str(en or zh))


_NOT_A_TONGUE = Text("不是语言，只有 zh 与 en", "is no language; there are zh and en")
_NO_WORDS = Text("应为文字", "must be text")

Title = Annotated[Text, PlainValidator(_title)]
"""Words a user reads: a text for both languages, or `{zh: …, en: …}`."""

Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false`; `yes`, `no`, `on` are text and refused."""

Portion = Annotated[float, AfterValidator(_within_one), BeforeValidator(_portion)]
"""A share between 0 and 1, also written as a percentage: `0.01` or `1%`."""
