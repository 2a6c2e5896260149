"""How scores are said: figures, where they come from, why there is none, what is not certain, how to appeal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govclean.governance.profiles.scoring import Measure, Scoring
from govclean.governance.scorecard.counting import Part
from govclean.governance.scorecard.counts import AVERAGES, COUNT_WORDS
from govclean.governance.scorecard.figures import Line
from govclean.governance.scorecard.grading import Result, Scorecard
from govclean.governance.scorecard.league import League
from govclean.reports.drawing_shapes import listed
from govclean.reports.numbers import grouped, percent, short_hash
from govclean.validation.catalogue import rule_docs
from govclean.wording import Language, Text, same

NONE = "–"
_MOST_LACKING = 6


def points_of(points: float | None) -> str:
    """Return points with two decimals; a dash where there are none.

    >>> points_of(89.5), points_of(None)
    ('89.50', '–')
    """
    return NONE if points is None else f"{points:,.2f}"


def plain(number: float) -> str:
    """Return a figure as short as it is exact: whole, or with at most four decimals.

    >>> plain(12345.0), plain(2.85), plain(20.878787), plain(100.00000000000001)
    ('12,345', '2.85', '20.8788', '100')
    """
    number = round(number, 4)
    return grouped(int(number)) if number == int(number) else f"{number:,.4f}".rstrip("0")


def ratio(numerator: float, denominator: float) -> str:
    """Return numerator and denominator.

    >>> ratio(6950, 6990)
    '6,950 / 6,990'
    """
    return f"{plain(numerator)} / {plain(denominator)}"


def rate_of(rate: float | None) -> str:
    """Return a rate in per cent; a dash where nothing was tested."""
    return NONE if rate is None else percent(rate)


def share_of(share: float) -> str:
    """Return what a measure weighs in the sum, in per cent; a dash where it is left out."""
    return f"{share:.2%}" if share else NONE


def rules_told(lines: Iterable[Line], language: Language) -> str:
    """Return by what lines were judged, from which batches and rounds; each once, at most six of them."""
    told = list(dict.fromkeys(_rules(line, language) for line in lines))
    return listed(shortened([one for one in told if one], language), language)


def rule_told(line: Line, language: Language) -> str:
    """Return which rule of which field, or which source, a line is about."""
    if not line.rule:
        return line.source
    doc = rule_docs().get(line.rule)
    title = doc.title.say(language) if doc else ""
    return " ".join(part for part in (title, line.rule) if part) + (f"@{line.field}" if line.field else "")


def shortened(parts: Sequence[str], language: Language) -> list[str]:
    """Return at most six parts, and how many more there are."""
    told = list(parts[:_MOST_LACKING])
    if len(parts) > _MOST_LACKING:
        told.append(_MORE.fill(count=grouped(len(parts))).say(language))
    return told


def apart(part: Part, language: Language) -> list[str]:
    """Return what was counted apart beside a figure."""
    return [f"{aside.words.say(language)} {grouped(aside.count)}" for aside in part.asides]


def part_title(part: Part, language: Language) -> str:
    """Return what a figure is called."""
    return COUNT_WORDS[part.count].title.say(language)


def formula(part: Part, language: Language) -> str:
    """Return what numerator and denominator of a figure are."""
    words = COUNT_WORDS[part.count].formula if part.average is None else AVERAGES[part.average]
    return words.say(language)


def why_untested(parts: Iterable[Part], language: Language) -> str:
    """Return why nothing of these figures was tested, in the ledger's words where it tells more."""
    whys = []
    for part in parts:
        told = list(dict.fromkeys(line.why_untested for line in part.untested))
        why = COUNT_WORDS[part.count].why_untested.say(language)
        whys.append(f"{why} ({listed(shortened(told, language), language)})" if told else why)
    return listed(dict.fromkeys(whys), language)


def untested_told(parts: Iterable[Part], language: Language) -> str:
    """Return that these figures were not tested, and why."""
    return _UNTESTED_FOR.fill(why=why_untested(parts, language)).say(language)


def grade_told(card: Scorecard, language: Language) -> str:
    """Return the grade and the board it is posted on; words that say so where nothing was tested."""
    if card.points is None:
        return NOT_SCORED.say(language)
    if card.grade is None:
        return NONE
    board = BOARDS.get(card.grade.board)
    title = card.grade.title.say(language)
    return _ON_BOARD.fill(title=title, board=board).say(language) if board else title


def how_much_tested(card: Scorecard) -> str:
    """Return how many of the measures were tested: 4/6."""
    return f"{len(card.results) - len(card.untested)}/{len(card.results)}"


def how_scored(result: Result, language: Language) -> str:
    """Return how the rate of a measure became points."""
    measure, full = result.measure, plain(result.full)
    if result.rate is None:
        return ""
    if measure.deduct_each is not None:
        return _DEDUCTED.fill(each=plain(measure.deduct_each), full=full).say(language)
    if measure.bands:
        return _band_told(result, language)
    several = sum(bool(part.denominator) for part in result.parts) > 1
    return (_MEAN if several else _PROPORTION).fill(full=full, rate=rate_of(result.rate)).say(language)


def bands_of(measure: Measure, language: Language) -> str:
    """Return the bands of a measure, the highest first."""
    bands = sorted(measure.bands, key=lambda band: -band.at_least)
    told = (
        _BAND.fill(share=f"{band.at_least:.0%}", points=plain(band.points)).say(language) for band in bands
    )
    return listed(told, language)


def basis_of(measure: Measure, language: Language) -> str:
    """Return the basis of a measure, marked where its wording was not checked."""
    return measure.basis + ("" if measure.verified else UNVERIFIED.say(language))


def doubts(scoring: Scoring) -> Iterator[Text]:
    """Yield what is not certain about a profile, and what it notes itself."""
    if scoring.note:
        yield same(scoring.note)
    loose = [measure.title for measure in scoring.measures if not measure.verified]
    if loose:
        names = Text("、".join(one.zh for one in loose), ", ".join(one.en for one in loose))
        yield _LOOSE_MEASURES.fill(names=names)
    if scoring.grades and not scoring.grades_verified:
        yield _LOOSE_GRADES


def uneven(league: League) -> bool:
    """Return whether departments are ranked by different measures, because not the same ones were tested."""
    return len({card.tested for card in league.cards if card.tested}) > 1


def profile_named(league: League, language: Language) -> str:
    """Return the profile with its version."""
    return f"{league.scoring.title.say(language)} {league.scoring.version}"


def moment_told(league: League, language: Language) -> list[str]:
    """Return the moment a league stands for, and the end of the ledger it was computed from."""
    told = [AS_OF.fill(day=league.moment.day).say(language)]
    if league.moment.round is not None:
        told.append(ROUND.fill(round=league.moment.round).say(language))
    head = f"{league.head.seq}:{short_hash(league.head.hash)}"
    return [*told, LEDGER.fill(head=head).say(language)]


def appeal(league: League) -> tuple[Text, ...]:
    """Return how a department can check its score and appeal (申诉)."""
    return tuple(words.fill(head=league.head) for words in _APPEAL)


def _rules(line: Line, language: Language) -> str:
    parts = [line.standard]
    if line.batch:
        parts.append(_BATCH.fill(batch=line.batch).say(language))
    if line.round is not None:
        parts.append(ROUND.fill(round=line.round).say(language))
    return " · ".join(part for part in parts if part)


def _band_told(result: Result, language: Language) -> str:
    rate = rate_of(result.rate)
    if result.band is None:
        return _NO_BAND.fill(rate=rate).say(language)
    share = f"{result.band.at_least:.0%}"
    return _IN_BAND.fill(rate=rate, share=share, points=plain(result.band.points)).say(language)


SCORES = Text("部门考核得分", "Department scores")
AS_OF = Text("截至 {day}", "as of {day}")
ROUND = Text("第 {round} 轮", "round {round}")
LEDGER = Text("账本 {head}", "ledger {head}")
NOT_SCORED = Text("未评分", "not scored")
UNTESTED = Text("未测", "not tested")
UNEVEN = Text(
    "各部门已测的指标不同，名次仅供参考",
    "not the same measures were tested everywhere: ranks compare only roughly",
)
UNVERIFIED = Text("（未与原文核对）", " (not checked against the original)")
BOARDS = {"red": Text("红榜", "red board"), "black": Text("黑榜", "black board")}
LEAD = Text(
    "各项按未舍入的值合计，总分四舍五入保留两位小数并据此定级、排名，得分相同的名次相同。"
    "未测的指标不评分；例外与提示级问题单列，不计分。一条记录有多处问题的，所扣分数由各处均摊。",
    "Measures are summed unrounded; the sum is rounded to two decimals, graded and ranked as shown, equal sums share a "
    "rank. What was not tested is not scored; exceptions and what is only told are counted apart. Several faults of one "
    "record share what it costs.",
)
_UNTESTED_FOR = Text("未测：{why}", "not tested: {why}")
_BATCH = Text("批次 {batch}", "batch {batch}")
_MORE = Text("…共 {count} 项", "… {count} in all")
_ON_BOARD = Text("{title}（{board}）", "{title} ({board})")
_PROPORTION = Text("{full} × {rate}", "{full} × {rate}")
_MEAN = Text("{full} × 各已测比率的均值 {rate}", "{full} × mean of the tested rates {rate}")
_DEDUCTED = Text("满分 {full}，每条扣 {each}，扣完为止", "{full}, less {each} for each fault, not below 0")
_IN_BAND = Text(
    "{rate} 达到“≥{share}”档，得 {points} 分", '{rate} reaches the band "≥{share}": {points} points'
)
_NO_BAND = Text("{rate} 未达最低档，得 0 分", "{rate} reaches no band: 0 points")
_BAND = Text("≥{share} 得 {points} 分", "≥{share}: {points}")
_LOOSE_MEASURES = Text(
    "以下指标的依据未与原文核对：{names}", "not checked against the original: the basis of {names}"
)
_LOOSE_GRADES = Text("等级分界未与原文核对", "not checked against the original: where grades begin")
_APPEAL = (
    Text(
        "核对：任何持有账本的一方可用 govclean score --explain 部门 逐分核对，用 govclean score --verify 重算已公布的得分；"
        "账本末笔 {head}。",
        "Check: whoever holds the ledger can follow every point with govclean score --explain DEPARTMENT, and compute what "
        "was published again with govclean score --verify; the ledger ends with {head}.",
    ),
    Text(
        "对单个问题有异议：在问题清单中选“属实无需修改”并写明理由；经批准列为例外后，自下一轮起不再计分。",
        'A single problem is no error: answer "true as it is" in the list of problems and say why; once approved as an '
        "exception it is not scored from the next round on.",
    ),
    Text(
        "对计数、期限、批次或规则有异议：写明指标、分子分母、规则与批次，附依据，向数据主管部门书面申诉；"
        "认定有误的，更正后重新公布，原得分仍留在账本中。",
        "A count, a day, a batch or a rule is wrong: write to the data bureau with measure, numerator, denominator, rule, "
        "batch and your evidence; a score found wrong is published anew, and the old one stays in the ledger.",
    ),
)
