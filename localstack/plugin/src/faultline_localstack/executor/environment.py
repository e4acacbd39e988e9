"""An execution environment: init, invocations one at a time, freeze in between, reset after a crash or a time-out.

Life cycle: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

import json
import threading
import time
from dataclasses import dataclass

from faultline_localstack.executor.function import Function
from faultline_localstack.executor.guard import Guard
from faultline_localstack.executor.log_lines import LogLines, Report
from faultline_localstack.executor.runtime_process import exit_reason
from faultline_localstack.executor.session import (
    Answered,
    DeadlinePassed,
    Exited,
    InitFailed,
    OutOfMemory,
    Session,
    SessionEvent,
    WaitsForNext,
)

INIT_SECONDS = 10.0


@dataclass(frozen=True)
class Invocation:
    request_id: str
    invoked_arn: str
    trace_id: str
    event: bytes


@dataclass(frozen=True)
class Outcome:
    """``payload`` is the function's answer, or ``{errorType, errorMessage, ...}``; ``logs`` all lines of the invocation."""

    payload: bytes
    is_error: bool
    logs: str


@dataclass(frozen=True)
class Fault:
    """Why a runtime had to be given up, in Lambda's words."""

    payload: bytes
    status: str
    error_type: str
    log: str


class EnvironmentClosedError(Exception):
    """The environment was closed while it started or was invoked."""


class Environment:
    """``initialise`` and ``invoke`` may be called by one thread at a time; all else by any."""

    def __init__(self, environment_id: str, function: Function, guard: Guard) -> None:
        self.id = environment_id
        self.function = function
        self.started_at_ms = int(time.time() * 1000)
        self.invocations = 0
        self.request_id: str | None = None
        self.paused = False
        self._guard = guard
        self._lines = LogLines(function.runtime, function.version, function.logs_json)
        self._session: Session | None = None
        self._busy = False
        self._closing = False
        self._lock = threading.RLock()
        self._init_log = ""
        self._init_duration: float | None = None
        self._init_failed = False

    @property
    def pid(self) -> int | None:
        session = self._session
        return None if session is None or session.process.has_exited else session.process.pid

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
            if self._session is not None and self._busy:
                self._session.process.thaw()

    def kill(self) -> None:
        """Kills the processes as the machine under it would; the environment itself stays and starts cold next."""
        with self._lock:
            self.paused = False
            if not self._busy:
                self._discard_session()
            elif self._session is not None:
                self._session.process.kill()

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
        """The init phase: ten seconds to load the function. A failure is kept for the first invocation's log."""
        self._begin(None)
        try:
            fault, duration = self._init(time.monotonic() + INIT_SECONDS)
            self._init_failed = fault is not None
            if fault is None:
                self._init_duration = duration
            else:
                self._init_log += self._lines.init_report(duration, "init", fault.status, fault.error_type)
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
        self._begin(invocation.request_id)
        try:
            return self._invoke(invocation)
        finally:
            self._finish()

    def _begin(self, request_id: str | None) -> None:
        with self._lock:
            if self._closing:
                raise EnvironmentClosedError(f"The execution environment {self.id} of {self.function.name} was closed.")
            self._busy = True
            self.request_id = request_id

    def _finish(self) -> None:
        with self._lock:
            self._busy = False
            self.request_id = None
            if self._closing:
                self._discard_session()
            elif self._session is not None:
                self._session.process.freeze()

    def _discard_session(self) -> None:
        if self._session is not None:
            self._session.close()
            self._guard.forget(self._session.process.pid)
            self._init_log += self._session.take_output()
            self._session = None

    def _init(self, deadline: float) -> tuple[Fault | None, float]:
        started = time.monotonic()
        self._init_log += self._lines.init_start()
        with self._lock:
            self._session = Session(
                self.function.command, self.function.variables, self.function.task_root, self.function.memory_mib
            )
            self._guard.watch(self._session.process.pid)
            if self.paused:
                self._session.process.freeze()
        event = self._session.wait(deadline)
        duration = (time.monotonic() - started) * 1000
        if isinstance(event, WaitsForNext):
            self._init_log += self._session.take_output()
            return None, duration
        fault = self._fault_of(event, None)
        with self._lock:
            self._discard_session()
        return fault, duration

    def _invoke(self, invocation: Invocation) -> Outcome:
        started = time.monotonic()
        deadline = started + self.function.timeout_seconds
        self.invocations += 1
        logs, self._init_log = self._init_log, ""
        init_duration, self._init_duration = self._init_duration, None
        logs += self._lines.start(invocation.request_id)
        answer: Answered | None = None
        fault: Fault | None = None
        memory_used = 0

        if self._session is None:
            # As on AWS: a failed init is tried again inside the invocation and its time-out.
            fault, duration = self._init(deadline)
            self._init_failed = fault is not None
            logs, self._init_log = logs + self._init_log, ""
            if fault is not None:
                logs += self._lines.init_report(duration, "invoke", fault.status, fault.error_type)
        if fault is None:
            assert self._session is not None
            answer, fault = self._serve(self._session, invocation, deadline)
            memory_used = self._session.process.memory_mib()[0]
            duration = (time.monotonic() - started) * 1000
            if fault is None:
                with self._lock:
                    self._session.process.freeze()
                logs += self._session.take_output()
            else:
                with self._lock:
                    self._discard_session()
                logs, self._init_log = logs + self._init_log, ""
        else:
            duration = (time.monotonic() - started) * 1000

        if fault is not None:
            logs += ("" if logs.endswith("\n") else "\n") + fault.log
            duration = min(duration, self.function.timeout_seconds * 1000)
        elif not logs.endswith("\n"):
            logs += "\n"
        logs += self._lines.end(
            invocation.request_id, self._report(duration, init_duration, memory_used, answer, fault)
        )
        if answer is not None:
            return Outcome(answer.payload, answer.is_error, logs)
        assert fault is not None
        return Outcome(fault.payload, True, logs)

    def _serve(self, session: Session, invocation: Invocation, deadline: float) -> tuple[Answered | None, Fault | None]:
        remaining = deadline - time.monotonic()
        with self._lock:
            if not self.paused:
                session.process.thaw()
        session.deliver(
            [
                ("Lambda-Runtime-Aws-Request-Id", invocation.request_id),
                ("Lambda-Runtime-Deadline-Ms", str(int((time.time() + remaining) * 1000))),
                ("Lambda-Runtime-Invoked-Function-Arn", invocation.invoked_arn),
                ("Lambda-Runtime-Trace-Id", invocation.trace_id),
            ],
            invocation.event,
        )
        answer: Answered | None = None
        while True:
            event = session.wait(deadline)
            match event:
                case Answered() if event.request_id == invocation.request_id:
                    answer = answer or event
                case WaitsForNext() if answer is not None:
                    return answer, None
                case Answered() | WaitsForNext() | InitFailed():
                    continue
                case _:
                    return answer, self._fault_of(event, invocation.request_id)

    def _report(
        self,
        duration: float,
        init_duration: float | None,
        memory_used: int,
        answer: Answered | None,
        fault: Fault | None,
    ) -> Report:
        status, error_type = "success", ""
        if fault is not None:
            status, error_type = fault.status, fault.error_type
        elif answer is not None and answer.is_error:
            status, error_type = "error", answer.error_type
        size = self.function.memory_mib
        if error_type == "Runtime.OutOfMemory":
            memory_used = size
        return Report(duration, init_duration, size, min(memory_used, size), status, error_type)

    def _fault_of(self, event: SessionEvent, request_id: str | None) -> Fault:
        """Words what ended the runtime; without a request id it ended in its init phase."""
        about = f"RequestId: {request_id} Error: " if request_id else ""
        match event:
            case InitFailed():
                return Fault(event.payload, "error", event.error_type or "Runtime.Unknown", "")
            case DeadlinePassed():
                seconds = self.function.timeout_seconds
                message = f"{about}Task timed out after {seconds:.2f} seconds"
                log = self._lines.task_timed_out(request_id, seconds) if request_id else ""
                return self._fault("Sandbox.Timedout", message, "timeout", "", log)
            case OutOfMemory():
                error_type, reason = "Runtime.OutOfMemory", "signal: killed"
            case Exited():
                error_type, reason = "Runtime.ExitError", exit_reason(event.return_code)
            case _:
                error_type, reason = "Runtime.Unknown", "unexpected call of the Runtime API"
        cause = f"Runtime exited with error: {reason}" if reason else "Runtime exited without providing a reason"
        message = f"{about}{cause}"
        log = self._lines.runtime_exited(message, error_type) if request_id else ""
        return self._fault(error_type, message, "error", error_type, log)

    @staticmethod
    def _fault(error_type: str, message: str, status: str, reported_type: str, log: str) -> Fault:
        payload = json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":")).encode()
        return Fault(payload, status, reported_type, log)
