"""The lines that Lambda itself adds to a function's log, as text and as JSON.

Formats: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html and
https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
"""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime

_INIT_START = "INIT_START Runtime Version: "


@dataclass(frozen=True)
class Report:
    """What the last line of an invocation says. Durations in milliseconds; ``status`` is success, error or timeout."""

    duration: float
    init_duration: float | None
    memory_size_mib: int
    memory_used_mib: int
    status: str
    error_type: str

    @property
    def billed(self) -> int:
        return math.ceil(self.duration + (self.init_duration or 0))


def timestamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json_line(kind: str, record: dict[str, object]) -> str:
    return json.dumps({"time": timestamp(), "type": f"platform.{kind}", "record": record}) + "\n"


def task_timed_out(request_id: str, timeout_seconds: int) -> str:
    return f"{timestamp()} {request_id} Task timed out after {timeout_seconds:.2f} seconds\n"


def is_init_start(line: str) -> bool:
    return line.startswith(_INIT_START) or (line.startswith('{"time": "') and '"type": "platform.initStart"' in line)


class LogLines:
    """Words the lines of one function version in its log format."""

    def __init__(self, runtime: str, version: str, as_json: bool, notice: str = "") -> None:
        self._runtime = f"{runtime}.faultline ({notice})" if notice else f"{runtime}.faultline"
        self._version = version
        self._as_json = as_json

    def init_start(self) -> str:
        if self._as_json:
            record: dict[str, object] = {"initializationType": "on-demand", "phase": "init"}
            return _json_line(
                "initStart", {**record, "runtimeVersion": self._runtime, "functionVersion": self._version}
            )
        return f"{_INIT_START}{self._runtime}\n"

    def init_report(self, duration: float, phase: str, status: str, error_type: str) -> str:
        """Only an init that failed is reported by itself."""
        if self._as_json:
            record: dict[str, object] = {"initializationType": "on-demand", "phase": phase, "status": status}
            if error_type:
                record["errorType"] = error_type
            return _json_line("initReport", {**record, "metrics": {"durationMs": round(duration, 3)}})
        line = f"INIT_REPORT Init Duration: {duration:.2f} ms\tPhase: {phase}\tStatus: {status}"
        return line + (f"\tError Type: {error_type}\n" if error_type else "\n")

    def start(self, request_id: str) -> str:
        if self._as_json:
            return _json_line("start", {"requestId": request_id, "version": self._version})
        return f"START RequestId: {request_id} Version: {self._version}\n"

    def end(self, request_id: str, report: Report) -> str:
        """The END and the REPORT line."""
        if self._as_json:
            metrics: dict[str, object] = {
                "durationMs": round(report.duration, 3),
                "billedDurationMs": report.billed,
                "memorySizeMB": report.memory_size_mib,
                "maxMemoryUsedMB": report.memory_used_mib,
            }
            if report.init_duration is not None:
                metrics["initDurationMs"] = round(report.init_duration, 3)
            record: dict[str, object] = {"requestId": request_id, "metrics": metrics, "status": report.status}
            if report.error_type:
                record["errorType"] = report.error_type
            return _json_line("report", record)
        parts = [
            f"REPORT RequestId: {request_id}",
            f"Duration: {report.duration:.2f} ms",
            f"Billed Duration: {report.billed} ms",
            f"Memory Size: {report.memory_size_mib} MB",
            f"Max Memory Used: {report.memory_used_mib} MB",
        ]
        if report.init_duration is not None:
            parts.append(f"Init Duration: {report.init_duration:.2f} ms")
        if report.status != "success":
            parts.append(f"Status: {report.status}")
        if report.error_type:
            parts.append(f"Error Type: {report.error_type}")
        return f"END RequestId: {request_id}\n" + "\t".join(parts) + "\t\n"
