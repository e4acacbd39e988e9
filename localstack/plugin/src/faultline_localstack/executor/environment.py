"""An execution environment: init, invocations one at a time, freeze in between, reset after a crash or a time-out.

Life cycle: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from faultline_localstack.executor.cold_starts import ColdStarts
from faultline_localstack.executor.conversation import converse, report_of
from faultline_localstack.executor.disruption import Disrupt, undisturbed
from faultline_localstack.executor.environment_log import EnvironmentLog
from faultline_localstack.executor.faults import Fault, cannot_start, fault_of, no_bootstrap
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.ground import CannotStart
from faultline_localstack.executor.guard import Guard
from faultline_localstack.executor.invocation import Invocation, Outcome
from faultline_localstack.executor.patience import patience
from faultline_localstack.executor.session import Answered, Session, WaitsForNext

INIT_SECONDS = 10.0


class EnvironmentClosedError(Exception):
    """The environment was closed while it started or was invoked."""


class Environment:
    """``initialise`` and ``invoke`` may be called by one thread at a time; all else by any."""

    def __init__(
        self,
        environment_id: str,
        function: Function,
        guard: Guard,
        disrupt: Disrupt = undisturbed,
        cold_starts: ColdStarts | None = None,
    ) -> None:
        self.id = environment_id
        self.function = function
        self.started_at_ms = int(time.time() * 1000)
        self.invocations = 0
        self.invocation: Invocation | None = None
        self.paused = False
        self._held = False
        self._guard = guard
        self._disrupt = disrupt
        self._cold_starts = cold_starts or ColdStarts()
        self._session: Session | None = None
        self._busy = False
        self._closing = False
        self._lock = threading.RLock()
        self._log = EnvironmentLog(function)
        self.note = self._log.note
        self._init_duration: float | None = None
        self._init_failed = False

    @property
    def request_id(self) -> str | None:
        """Of the invocation at hand."""
        invocation = self.invocation
        return None if invocation is None else invocation.request_id

    @property
    def pid(self) -> int | None:
        session = self._session
        return None if session is None or session.process.has_exited else session.process.pid

    @property
    def memory_mib(self) -> int:
        """What its leader had for itself when last looked at."""
        session = self._session
        return 0 if session is None else session.memory_mib

    @property
    def state(self) -> str:
        """``closed``, ``paused``, ``busy`` (init or an invocation), ``idle`` (frozen), or ``cold`` (no process)."""
        if self._closing and not self._busy:
            return "closed"
        if self.paused:
            return "paused"
        if self._busy:
            return "busy"
        return "idle" if self.pid is not None else "cold"

    @property
    def closing(self) -> bool:
        return self._closing

    # What the outside may do to it.

    def pause(self) -> None:
        """Stops the process group until ``resume``; time goes on, so an invocation may time out meanwhile."""
        with self._lock:
            self.paused = True
            if self._session is not None:
                self._session.process.freeze()

    def resume(self) -> None:
        """Ends a pause; an idle environment stays frozen."""
        with self._lock:
            self.paused = False
            self._thaw()

    def kill(self) -> None:
        """Kills the processes as the machine under it would; the environment itself stays and starts cold next."""
        with self._lock:
            self.paused = False
            if not self._busy:
                self._discard_session()
            elif self._session is not None:
                self._session.process.kill()

    def hold(self) -> None:
        """Stops the process group for a moment, until ``release``; the environment does not count as paused."""
        with self._lock:
            self._held = True
            if self._session is not None:
                self._session.process.freeze()

    def release(self) -> None:
        with self._lock:
            self._held = False
            self._thaw()

    def _thaw(self) -> None:
        if self._session is not None and self._busy and not self.paused and not self._held:
            self._session.process.thaw()

    def during(self, request_id: str, act: Callable[[Environment], None]) -> bool:
        """Acts on the environment if that invocation still runs; it does not end meanwhile."""
        with self._lock:
            if self.request_id != request_id:
                return False
            act(self)
            return True

    def close(self, *, at_once: bool) -> None:
        """Ends the environment: now, or after the invocation at hand."""
        with self._lock:
            self._closing = True
            if not self._busy:
                self._discard_session()
            elif at_once and self._session is not None:
                self._session.process.kill()

    # What Lambda does with it.

    def initialise(self) -> Fault | None:
        """
        The init phase, when its turn comes: ten seconds to load the function. A failure is kept for the first invocation's log.

        :raises ColdStartRefused: if its turn did not come while the caller waited
        """
        with self._cold_starts.turn(patience()):
            return self._initialise()

    def _initialise(self) -> Fault | None:
        self._begin(None)
        try:
            fault, duration = self._init(time.monotonic() + INIT_SECONDS, None)
            self._init_failed = fault is not None
            if fault is None:
                self._init_duration = duration
            else:
                self._log.init_failed(duration, "init", fault)
            return fault
        finally:
            self._finish()

    def invoke(self, invocation: Invocation) -> Outcome:
        """Runs one invocation to its end, whatever that is."""
        if self._session is None or not self._session.waits_for_invocation:
            with self._lock:
                self._discard_session()
            if not self._init_failed:
                self.initialise()
        self._begin(invocation)
        try:
            return self._invoke(invocation)
        finally:
            self._finish()

    def _begin(self, invocation: Invocation | None) -> None:
        with self._lock:
            if self._closing:
                raise EnvironmentClosedError(f"The execution environment {self.id} of {self.function.name} was closed.")
            self._busy = True
            self.invocation = invocation

    def _finish(self) -> None:
        with self._lock:
            self._busy = False
            self._held = False
            self.invocation = None
            if self._closing:
                self._discard_session()
            elif self._session is not None:
                self._session.process.freeze()

    def _discard_session(self) -> None:
        if self._session is not None:
            self._session.close()
            self._guard.forget(self._session.process.pid)
            self._log.printed(self._session.take_output())
            self._session = None

    def _init(self, deadline: float, request_id: str | None) -> tuple[Fault | None, float]:
        """Starts a runtime and waits until it asks for work; returns the fault, if any, and the milliseconds it took."""
        started = time.monotonic()
        self._log.init_started()
        function = self.function
        if not function.command:
            return no_bootstrap(function, request_id), 0.0
        try:
            session = Session(
                function.command, function.variables, function.task_root, function.memory_mib, function.ground
            )
        except CannotStart as refused:
            return cannot_start(function, request_id, str(refused)), 0.0
        with self._lock:
            self._session = session
            self._guard.watch(session.process.pid)
            if self.paused:
                session.process.freeze()
        event = session.wait(deadline)
        duration = (time.monotonic() - started) * 1000
        if isinstance(event, WaitsForNext):
            session.measure_memory()
            self._log.printed(session.take_output())
            return None, duration
        with self._lock:
            self._discard_session()
        return fault_of(event, self.function, request_id), duration

    def _invoke(self, invocation: Invocation) -> Outcome:
        started = time.monotonic()
        deadline = started + self.function.timeout_seconds
        self.invocations += 1
        self._log.invocation_started(invocation.request_id)
        answer: Answered | None = None
        fault: Fault | None = None
        memory_used = 0

        if self._session is None:
            # As on AWS: a failed init is tried again inside the invocation and its time-out.
            fault, duration = self._init(deadline, invocation.request_id)
            self._init_failed = fault is not None
            if fault is not None:
                self._log.init_failed(duration, "invoke", fault)
        if self._session is not None:
            session = self._session
            answer, fault = self._serve(session, invocation, deadline)
            session.measure_memory()
            memory_used = session.peak_memory_mib
            with self._lock:
                if fault is None:
                    session.process.freeze()
                    self._log.printed(session.take_output())
                else:
                    self._discard_session()

        duration = (time.monotonic() - started) * 1000
        if fault is not None:
            duration = min(duration, self.function.timeout_seconds * 1000)
        init_duration, self._init_duration = self._init_duration, None
        report = report_of(self.function, duration, init_duration, memory_used, answer, fault)
        logs = self._log.invocation_ended(invocation.request_id, report, fault)
        if answer is not None:
            return Outcome(answer.payload, answer.is_error, logs)
        assert fault is not None
        return Outcome(fault.payload, True, logs)

    def _serve(self, session: Session, invocation: Invocation, deadline: float) -> tuple[Answered | None, Fault | None]:
        disruption = self._disrupt(self, invocation)
        try:
            if disruption is not None:
                disruption.start()
            with self._lock:
                self._thaw()
            return converse(session, self.function, invocation, deadline, disruption)
        finally:
            if disruption is not None:
                disruption.end()
