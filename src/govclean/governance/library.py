"""The library as other programs call it: `govclean.validate`, `govclean.clean` and `govclean.match`."""

from __future__ import annotations

import os
from pathlib import Path

from govclean.cleansing.catalogue import rule_arguments
from govclean.governance.clean_options import CleanOptions
from govclean.governance.clean_runs import clean_files
from govclean.governance.cleaned import Cleaned
from govclean.governance.judging import judge_files
from govclean.governance.match_options import MatchOptions
from govclean.governance.matched import Matched
from govclean.governance.matching import match_files
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
    *paths: AnyPath,
    standard: str | Standard,
    output: AnyPath,
    options: JudgeOptions | None = None,
    features: bool = False,
    reference_points: AnyPath | None = None,
) -> list[Cleaned]:
    """Clean files into an output folder as `govclean clean` does; return what was done to each.

    Args:
        features: write `features` too, a row for each record of `cleaned`: the elements of addresses, the parts of names
            of organisations, in columns `<field>_<element>`.
        reference_points: a file of points whose places in CGCS2000 are known; they decide the datum of each file.

    Raises:
        GovcleanError: a file, the standard, the reference points or the output folder cannot be used.
    """
    names = [os.fspath(path) for path in paths]
    points = None if reference_points is None else os.fspath(reference_points)
    told = CleanOptions.of(options or JudgeOptions(), features=features, reference_points=points)
    cleaned, errors = clean_files(names, _loaded(standard), told, Path(output))
    if errors:
        raise errors[0]
    return cleaned


def match(
    *paths: AnyPath,
    standard: str | Standard,
    output: AnyPath | None = None,
    options: MatchOptions | JudgeOptions | None = None,
) -> Matched:
    """Match files as `govclean match` does; return what was found.

    Args:
        paths: files, `NAME=FILE`, or folders that `clean` wrote.
        output: the folder to write into; nothing is written where it is left out.

    Raises:
        GovcleanError: a file, the standard, an option or the output folder cannot be used.
    """
    asked = options or MatchOptions()
    told = asked if isinstance(asked, MatchOptions) else MatchOptions.of(asked)
    folder = None if output is None else Path(output)
    matched, errors = match_files([os.fspath(path) for path in paths], _loaded(standard), told, folder)
    if matched is None:
        raise errors[0]
    return matched


def _loaded(standard: str | Standard) -> Standard:
    return standard if isinstance(standard, Standard) else _known(standard)


def _known(name: str) -> Standard:
    return load_standard(name, known_checks=check_arguments(), known_cleansing=rule_arguments())
