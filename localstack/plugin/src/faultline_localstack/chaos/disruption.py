"""What the rules do to one invocation of an execution environment: kill it, pause it, slow it, set its clock wrong."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from faultline_localstack.chaos.catalogue import CLOCK_SKEW, KILL_ENVIRONMENT, PAUSE_ENVIRONMENT, SLOW_ENVIRONMENT
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import origin_of
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.rule_book import RuleBook
from faultline_localstack.chaos.selection import Occasion
from faultline_localstack.executor.environment import Environment

CLOCK_HEADER = "Faultline-Clock-Skew-Ms"
SLOW_CYCLE_SECONDS = 0.1
"""How often a slow environment runs and stops: long for the operating system, short for a time-out."""


type Hold = Callable[[Callable[[], None]], None]


def here(act: Callable[[], None]) -> None:
    act()


@dataclass(eq=False)
class Strike:
    """A rule that hits an invocation, and for whom. It fires once."""

    rule: Rule
    occasions: Sequence[Occasion]
    fired: bool = False


class Disruption:
    """
    Threads of the executor and of the gateway call at the points that they reach; a pause holds them there. Whatever is done
    to the environment is undone when the rule ends, or with the invocation.
    """

    def __init__(
        self, environment: Environment, request_id: str, strikes: Sequence[Strike], book: RuleBook, ledger: Injections
    ) -> None:
        self._environment = environment
        self.request_id = request_id
        self._strikes = strikes
        self._book = book
        self._injections = ledger
        self._lock = threading.Lock()
        self._calls = 0
        self._paused = False
        self._dead = False
        self._over = False
        self.headers: Sequence[tuple[str, str]] = self._clock()

    # Points of the executor.

    def start(self) -> None:
        """Before the runtime gets the event."""
        for strike in self._due("start"):
            self._act(strike, self._beside)
        for strike in self._strikes:
            if strike.rule.parameters.get("when") == "time":
                self._beside(partial(self._act_later, strike))

    def answered(self, deadline: float) -> bool:
        """When the handler has answered; whether Lambda gets that answer before ``time.monotonic()`` passes the deadline."""
        for strike in self._due("before-acknowledgement"):
            self._act(strike, deadline=deadline)
        return not self._dead and time.monotonic() < deadline

    def end(self) -> None:
        """When the invocation is over, however it ended."""
        self._over = True
        self._book.wake()
        if self._paused:
            self._environment.resume()

    # Points of the gateway.

    def before_call(self) -> int | None:
        """Before an AWS call is carried out: its number, or None if the environment died at this point, before it sent it."""
        with self._lock:
            self._calls += 1
            number = self._calls
        strikes = self._due("before-call", number)
        for strike in strikes:
            self._act(strike)
        # Any other call was on its way already when the environment died, and arrives.
        return None if strikes and (self._dead or self._over) else number

    def after_call(self, number: int) -> None:
        """When the call is carried out and its answer not delivered."""
        for strike in self._due("after-call", number):
            self._act(strike)

    # What happens.

    def _clock(self) -> Sequence[tuple[str, str]]:
        for strike in self._strikes:
            if strike.rule.fault is CLOCK_SKEW:
                strike.fired = True
                self._log(strike)
                return [(CLOCK_HEADER, str(strike.rule.parameters["skewMs"]))]
        return []

    def _due(self, when: str, call: int | None = None) -> list[Strike]:
        with self._lock:
            due = [
                strike
                for strike in self._strikes
                if not strike.fired
                and strike.rule.parameters.get("when") == when
                and (call is None or strike.rule.parameters["call"] == call)
                and self._book.is_there(strike.rule)
            ]
            for strike in due:
                strike.fired = True
            return due

    def _act_later(self, strike: Strike) -> None:
        self._book.wait(strike.rule, strike.rule.parameters["afterMs"] / 1000, lambda: self._over)
        if self._book.is_there(strike.rule):
            self._act(strike)

    def _act(self, strike: Strike, hold: Hold = here, deadline: float | None = None) -> None:
        """``hold`` waits out a pause: here, so that whoever reached the point stays there, or beside it."""
        match strike.rule.fault:
            case fault if fault is KILL_ENVIRONMENT:
                if self._during(Environment.kill):
                    self._dead = True
                    self._log(strike)
            case fault if fault is PAUSE_ENVIRONMENT:
                if self._during(Environment.pause):
                    self._paused = True
                    self._log(strike, strike.rule.parameters["pauseMs"])
                    hold(partial(self._end_pause, strike, deadline))
            case fault if fault is SLOW_ENVIRONMENT:
                # Here and not beside: a short invocation would be over before.
                if self._during(Environment.hold):
                    self._log(strike)
                    self._beside(partial(self._slow, strike))

    def _end_pause(self, strike: Strike, deadline: float | None) -> None:
        seconds = strike.rule.parameters["pauseMs"] / 1000
        if deadline is not None:
            seconds = min(seconds, deadline - time.monotonic())
        self._book.wait(strike.rule, seconds, lambda: self._over)
        if deadline is None or time.monotonic() < deadline:
            self._during(Environment.resume)

    def _slow(self, strike: Strike) -> None:
        running = SLOW_CYCLE_SECONDS * strike.rule.parameters["cpuPercent"] / 100

        def is_over() -> bool:
            return self._over

        is_held = True
        while is_held:
            self._book.wait(strike.rule, SLOW_CYCLE_SECONDS - running, is_over)
            self._during(Environment.release)
            self._book.wait(strike.rule, running, is_over)
            is_held = self._book.is_there(strike.rule) and self._during(Environment.hold)

    def _during(self, act: Callable[[Environment], None]) -> bool:
        return not self._over and self._environment.during(self.request_id, act)

    def _beside(self, act: Callable[[], None]) -> None:
        threading.Thread(target=act, name="faultline-disruption", daemon=True).start()

    def _log(self, strike: Strike, delay_ms: int | None = None) -> None:
        origin = origin_of(self._environment, self.request_id)
        when = strike.rule.parameters.get("when")
        for occasion in strike.occasions:
            self._injections.add(strike.rule, occasion, origin, delay_ms=delay_ms, when=when)
