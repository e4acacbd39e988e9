"""The rules that are there, and when each begins and ends. Whatever waits in the name of a rule waits here."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from faultline_localstack.chaos.rule import Entry, Rule

LONGEST_WAIT_SECONDS = 3600.0


def now_ms() -> int:
    return int(time.time() * 1000)


class RuleBook:
    """
    All methods may be called from any thread. ``busy`` is False when nothing can act at all: the only thing that a request
    has to look at then. Rules that have expired are forgotten by a thread of the book, whoever made them.
    """

    def __init__(self) -> None:
        self.busy = False
        self._condition = threading.Condition(threading.RLock())
        self._entries: tuple[Entry, ...] = ()
        self._rules: tuple[Rule, ...] = ()
        self._latency_ms = 0
        self._latency_ends: int | None = None
        self._keeper: threading.Thread | None = None
        self.changed: Callable[[], None] = lambda: None
        """Is called when somebody has changed the rules or the latency, before that is answered. Time changes them silently."""

    # The list.

    def entries(self) -> list[Mapping[str, Any]]:
        with self._condition:
            self._turn()
            return [entry.listed for entry in self._entries]

    def replace(self, entries: Sequence[Entry]) -> None:
        with self._condition:
            self._set(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Puts them at the end; one with an id that is there takes that place, and goes on where it differs in its end only."""
        with self._condition:
            result = list(self._entries)
            for entry in entries:
                at = next((at for at, old in enumerate(result) if "id" in entry.given and old.id == entry.id), None)
                if at is None:
                    result.append(entry)
                else:
                    result[at] = result[at].replaced_by(entry)
            self._set(result)

    def remove(self, patterns: Iterable[object]) -> None:
        """Removes what is exactly like one of the patterns, as it was given or is listed, or has the id of one that is only that."""
        unwanted = list(patterns)
        ids = [each["id"] for each in unwanted if isinstance(each, dict) and each.keys() == {"id"}]
        with self._condition:
            self._set(
                [
                    entry
                    for entry in self._entries
                    if entry.id not in ids and entry.given not in unwanted and entry.listed not in unwanted
                ]
            )

    # What acts.

    def acting(self, place: str) -> list[Rule]:
        """The rules of a place that act now, in the order of the list."""
        now = now_ms()
        return [rule for rule in self._rules if rule.fault.place == place and rule.acts_at(now)]

    def disturbs_services(self) -> bool:
        """Whether a rule is aimed at calls between services of LocalStack."""
        return self.busy and any(rule.target.callers == "services" for rule in self.acting("cloud"))

    def rules(self) -> Sequence[Rule]:
        """All that are there, also those that are still to begin."""
        return self._rules

    def is_there(self, rule: Rule) -> bool:
        """Whether the rule still acts."""
        return rule in self._rules and rule.acts_at(now_ms())

    def wait(self, rule: Rule, seconds: float, over: Callable[[], bool] = lambda: False) -> None:
        """Waits, but not longer than the rule acts, and not once it is ``over`` (looked at when somebody calls ``wake``)."""
        with self._condition:
            self._condition.wait_for(lambda: not self.is_there(rule) or over(), seconds)

    def wake(self) -> None:
        with self._condition:
            self._condition.notify_all()

    # The network's latency.

    def latency_ms(self) -> int:
        if self._latency_ends is not None and now_ms() >= self._latency_ends:
            return 0
        return self._latency_ms

    def set_latency(self, latency_ms: int, ends: int | None) -> None:
        with self._condition:
            self._latency_ms, self._latency_ends = latency_ms, ends
            self._turn()
            self.changed()

    def latency_ends(self) -> int | None:
        return self._latency_ends

    def wait_latency(self) -> None:
        """Waits for the network's latency; less if it is lowered meanwhile."""
        began = time.monotonic()
        with self._condition:
            while (rest := self.latency_ms() / 1000 - (time.monotonic() - began)) > 0:
                self._condition.wait(rest)

    # Time.

    def _set(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._rules = tuple(rule for entry in entries for rule in entry.rules)
        self._turn()
        self.changed()

    def _turn(self) -> None:
        """Forgets what has expired, and lets those who wait look again."""
        now = now_ms()
        self._entries = tuple(e for e in self._entries if e.expires_at is None or now < e.expires_at)
        self._rules = tuple(rule for entry in self._entries for rule in entry.rules)
        if self._latency_ends is not None and now >= self._latency_ends:
            self._latency_ms, self._latency_ends = 0, None
        self.busy = bool(self._entries) or self._latency_ms > 0
        self._condition.notify_all()
        if self._next_change() is not None and self._keeper is None:
            self._keeper = threading.Thread(target=self._keep_time, name="faultline-chaos", daemon=True)
            self._keeper.start()

    def _next_change(self) -> int | None:
        now = now_ms()
        times = [rule.starts_at for rule in self._rules if rule.starts_at > now]
        times += [end for entry in self._entries if (end := entry.expires_at) is not None]
        if self._latency_ends is not None:
            times.append(self._latency_ends)
        return min(times, default=None)

    def _keep_time(self) -> None:
        with self._condition:
            while (change := self._next_change()) is not None:
                self._condition.wait(min(max(0.0, (change - now_ms()) / 1000) + 0.001, LONGEST_WAIT_SECONDS))
                if now_ms() >= change:
                    self._turn()
            self._keeper = None
