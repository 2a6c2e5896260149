"""Which steps a run consists of, and which of them are due: those whose result was made from something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govclean.governance.ledger import Ledger
from govclean.governance.opening import JudgeOptions
from govclean.governance.pipeline.cleaning import CleanDrop
from govclean.governance.pipeline.config import Project, StepName, with_needed
from govclean.governance.pipeline.drops import Arrival, Drop, Found
from govclean.governance.pipeline.history import History, latest
from govclean.governance.pipeline.made import Made, Told, changed_parts, fingerprint_of, made_in
from govclean.governance.pipeline.matching import MatchRegistry, Side, decisions_in, sides_of
from govclean.governance.pipeline.options import options_of
from govclean.governance.pipeline.registries import Registry
from govclean.governance.pipeline.returning import Books, Returned, ReturnRound
from govclean.governance.pipeline.validating import ValidateDrop
from govclean.governance.pipeline.work import Step, folder_of
from govclean.governance.profiles import load_deadlines
from govclean.governance.returns.turns import Mode
from govclean.wording import Language, Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a run beside what the project says.

    Attributes:
        language: of pages and findings.
        list_language: of what goes to departments.
    """

    steps: tuple[StepName, ...]
    today: date
    language: Language
    list_language: Language
    force: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One step of a run, what its result would be made from now, and why it is to be done: None where it stands."""

    step: Step
    made_from: Told
    why: Text | None

    @property
    def due(self) -> bool:
        """Return whether it is to be done."""
        return self.why is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a run in their order; scores and the run's page come after them.

    Attributes:
        arrivals: all that arrived, of each table in the order of periods.
        history: what the ledger knew of them before.
        days: the day each drop is judged on, by its name.
    """

    project: Project
    wanted: Wanted
    found: Found
    arrivals: tuple[Arrival, ...]
    history: History
    days: Mapping[str, date]
    tasks: tuple[Task, ...]

    @property
    def current(self) -> frozenset[str]:
        """Return the names of the drops that stand for their tables now."""
        return frozenset(drop.name for arrival in latest(self.arrivals) for drop in arrival.drops)


def plan(project: Project, found: Found, ledger: Ledger | None, output: Path, wanted: Wanted) -> Plan:
    """Return the steps of a run and which are due.

    Args:
        ledger: None where there is none yet.
        output: the folder in which results stand.

    Raises:
        GovcleanError: a profile or a file that the project names cannot be used.
    """
    history = History.of(ledger, found.drops)
    days = {drop.name: history.day_of(drop, wanted.today) for drop in found.drops}
    begun = ledger.entry(1).head.hash if ledger is not None else ""
    planner = _Planner(project, found.arrivals, history, days, wanted, begun, output)
    tasks = tuple(task_of(step, output, force=wanted.force) for step in planner.steps())
    return Plan(project, wanted, found, found.arrivals, history, days, tasks)


def task_of(step: Step, output: Path, *, force: bool) -> Task:
    """Return a step with why it is to be done.

    Raises:
        GovcleanError: a file it refers to cannot be read.
    """
    made_from = step.made_from()
    return Task(step, made_from, _why(made_in(folder_of(output, step.key)), made_from, force=force))


def _why(made: Made | None, made_from: Told, *, force: bool) -> Text | None:
    if made is None:
        return _NEW
    parts = changed_parts(made.made_from, made_from)
    if parts:
        return next((words for part, words in _PARTS.items() if part in parts), _OTHER)
    return _FORCED if force else None


@dataclass(frozen=True, slots=True)
class _Planner:
    """Puts the steps of one run together."""

    project: Project
    arrivals: Sequence[Arrival]
    history: History
    days: Mapping[str, date]
    wanted: Wanted
    begun: str  # the hash of the ledger's first entry: which ledger it is
    output: Path

    def steps(self) -> Iterator[Step]:
        """Yield the steps in the order of the work."""
        wanted = with_needed(self.wanted.steps)
        arrivals = self.history.open(self.arrivals)
        alive = {drop.name for one in (*arrivals, *latest(self.arrivals)) for drop in one.drops}
        drops = [drop for arrival in self.arrivals for drop in arrival.drops if drop.name in alive]
        if "validate" in wanted:
            yield from (ValidateDrop(drop, self._options(drop)) for drop in drops)
        cleaned = [CleanDrop(drop, self._options(drop)) for drop in drops]
        if "clean" in wanted:
            yield from cleaned
        if "match" in wanted:
            yield from self._matches({one.drop.name: fingerprint_of(one.made_from()) for one in cleaned})
        if "returns" in wanted:
            yield from self._rounds(arrivals)

    def _matches(self, clean: Mapping[str, str]) -> Iterator[Step]:
        """Yield the matching of each registry over the drops that stand for their tables now."""
        of_registry: dict[str, list[tuple[Drop, str]]] = {}
        registries: dict[str, Registry] = {}
        for arrival in latest(self.arrivals):
            for drop in arrival.drops:
                registries[drop.registry.name] = drop.registry
                of_registry.setdefault(drop.registry.name, []).append((drop, clean[drop.name]))
        sides = {name: sides_of(of_registry[name]) for name in of_registry}
        for name in sides:
            yield self._match(registries[name], registries, sides)

    def _match(
        self,
        registry: Registry,
        registries: Mapping[str, Registry],
        sides: Mapping[str, Sequence[Side]],
    ) -> Step:
        linkage = registry.standard.linkage
        asked = dict.fromkeys(check.registry for check in linkage.cross_checks) if linkage else {}
        others = {name: (registries[name], sides[name]) for name in asked if name in sides}
        own = sides[registry.name]
        day = max(self.days[side.drop.name] for side in own)
        options = JudgeOptions(as_of=day, language=self.wanted.language)
        decided = decisions_in(folder_of(self.output, ("match", registry.name)))
        return MatchRegistry(registry, own, others, options, decided)

    def _rounds(self, arrivals: Sequence[Arrival]) -> Iterator[Step]:
        """Yield the rounds of each registry, a step for what arrived for one period."""
        deadlines = load_deadlines(self.project.profiles.deadlines)
        grouped: dict[tuple[str, bool, str, Mode], list[Arrival]] = {}
        order = {
            name: number for number, name in enumerate(dict.fromkeys(_registry(one) for one in arrivals))
        }
        for arrival in arrivals:
            first = arrival.first
            key = (_registry(arrival), first.period is None, arrival.label, first.source.mode)
            grouped.setdefault(key, []).append(arrival)
        for key in sorted(grouped, key=lambda key: (order[key[0]], *key[1:])):
            together = grouped[key]
            returned = tuple(self._returned(arrival) for arrival in together)
            registry, language = together[0].first.registry, self.wanted.list_language
            ledger = Books(self.begun, deadlines, language)
            yield ReturnRound(registry, together[0].label, key[3], returned, ledger)

    def _returned(self, arrival: Arrival) -> Returned:
        """Return an arrival as its round has it, where one was made of it before: its day and batch stay."""
        made = self.history.round_of(arrival)
        options = replace(self._options(arrival.first), language=self.wanted.list_language)
        if made is None:
            return Returned(arrival, options, arrival.batch)
        return Returned(arrival, replace(options, as_of=made.day), made.batch)

    def _options(self, drop: Drop) -> JudgeOptions:
        return options_of(drop, self.project, self.days[drop.name], self.wanted.language)


def _registry(arrival: Arrival) -> str:
    return arrival.first.registry.name


_NEW = Text("尚无结果", "no result yet")
_FORCED = Text("--force", "--force")
_OTHER = Text("依据有变化", "what it is made from changed")
_PARTS: Mapping[str, Text] = {
    "tool": Text("程序版本有变化", "another version of the program"),
    "file": Text("文件有变化", "the file changed"),
    "deliveries": Text("报送的数据有变化", "what was delivered changed"),
    "clean": Text("清洗结果有变化", "the clean records changed"),
    "standard": Text("标准有变化", "the standard changed"),
    "registries": Text("对照库有变化", "the registry it looks into changed"),
    "deadlines": Text("期限方案有变化", "the deadlines changed"),
    "ledger": Text("账本有变化", "the ledger changed"),
    "profile": Text("考核方案有变化", "the scoring profile changed"),
    "options": Text("设置有变化", "the settings changed"),
}
