"""What an environment's log says of an invocation, and of the init phases before it."""

from collections import deque

from faultline_localstack.executor.faults import Fault
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.log_lines import LogLines, Report


class EnvironmentLog:
    """``note`` may be called by any thread, everything else by the driving thread."""

    def __init__(self, function: Function) -> None:
        self._lines = LogLines(function.runtime, function.version, function.logs_json, function.notice)
        self._text = ""
        self._notes: deque[str] = deque()

    def note(self, text: str) -> None:
        """Adds a line of the executor's own to the invocation at hand, or to the next; each is said once there."""
        line = f"FAULTLINE {text}\n"
        if line not in self._notes:
            self._notes.append(line)

    def init_started(self) -> None:
        self._text += self._lines.init_start()

    def init_failed(self, duration_ms: float, phase: str, fault: Fault) -> None:
        self._text += self._lines.init_report(duration_ms, phase, fault.status, fault.error_type)

    def invocation_started(self, request_id: str) -> None:
        self._text += self._lines.start(request_id)

    def printed(self, text: str) -> None:
        """What the runtime has written itself."""
        self._text += text

    def invocation_ended(self, request_id: str, report: Report, fault: Fault | None) -> str:
        """All lines since the last invocation."""
        self._text += "" if self._text.endswith("\n") else "\n"
        while self._notes:
            self._text += self._notes.popleft()
        if fault is not None:
            self._text += fault.log
        logs, self._text = self._text + self._lines.end(request_id, report), ""
        return logs
