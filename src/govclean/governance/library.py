"""The library as other programs call it: `govclean.validate` and `govclean.clean`."""

from __future__ import annotations

import os
from pathlib import Path

from govclean.cleansing.catalogue import rule_arguments
from govclean.governance.clean_runs import clean_files
from govclean.governance.cleaned import Cleaned
from govclean.governance.judging import judge_files
from govclean.governance.opening import JudgeOptions
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.validation.catalogue import check_arguments
from govclean.validation.judgement import Judgement

AnyPath = str | os.PathLike[str]


def validate(*paths: AnyPath, standard: str | Standard, options: JudgeOptions | None = None) -> Judgement:
    """Return the judgement of files against a standard (its name, its file, or itself).

    Raises:
        GovcleanError: a file or the standard cannot be used.
    """
    judgement, errors = judge_files(
        [os.fspath(path) for path in paths], _loaded(standard), options or JudgeOptions()
    )
    if errors or judgement is None:
        raise errors[0]
    return judgement


def clean(
    *paths: AnyPath, standard: str | Standard, output: AnyPath, options: JudgeOptions | None = None
) -> list[Cleaned]:
    """Clean files into an output folder as `govclean clean` does; return what was done to each.

    Raises:
        GovcleanError: a file, the standard or the output folder cannot be used.
    """
    names = [os.fspath(path) for path in paths]
    cleaned, errors = clean_files(names, _loaded(standard), options or JudgeOptions(), Path(output))
    if errors:
        raise errors[0]
    return cleaned


def _loaded(standard: str | Standard) -> Standard:
    return standard if isinstance(standard, Standard) else _known(standard)


def _known(name: str) -> Standard:
    return load_standard(name, known_checks=check_arguments(), known_cleansing=rule_arguments())
