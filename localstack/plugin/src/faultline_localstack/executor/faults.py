"""Why a runtime had to be given up, in Lambda's words.

Shapes: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
"""

import json
from dataclasses import dataclass

from faultline_localstack.executor.function import Function
from faultline_localstack.executor.log_lines import task_timed_out
from faultline_localstack.executor.runtime_process import exit_reason
from faultline_localstack.executor.session import DeadlinePassed, Exited, InitFailed, OutOfMemory, SessionEvent


@dataclass(frozen=True)
class Fault:
    """``payload`` answers the caller, ``status`` and ``error_type`` go into the report, ``log`` in front of it."""

    payload: bytes
    status: str
    error_type: str
    log: str


def _fault(error_type: str, message: str, request_id: str | None) -> Fault:
    if request_id is not None:
        message = f"RequestId: {request_id} Error: {message}"
    payload = json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":")).encode()
    log = f"{message}\n{error_type}\n" if request_id is not None else ""
    return Fault(payload, "error", error_type, log)


def fault_of(event: SessionEvent, function: Function, request_id: str | None) -> Fault:
    """Words what ended the runtime; without a request id it ended in its init phase."""
    match event:
        case InitFailed():
            return Fault(event.payload, "error", event.error_type or "Runtime.Unknown", "")
        case DeadlinePassed():
            seconds = function.timeout_seconds
            fault = _fault("Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds", request_id)
            return Fault(fault.payload, "timeout", "", task_timed_out(request_id, seconds) if request_id else "")
        case OutOfMemory():
            return _fault("Runtime.OutOfMemory", "Runtime exited with error: signal: killed", request_id)
        case Exited():
            reason = exit_reason(event.return_code)
            cause = f"Runtime exited with error: {reason}" if reason else "Runtime exited without providing a reason"
            return _fault("Runtime.ExitError", cause, request_id)
        case _:
            return _fault("Runtime.InvalidStateTransition", f"unexpected {type(event).__name__} in init", request_id)


def no_bootstrap(function: Function, request_id: str | None) -> Fault:
    """Neither the code nor a layer has the program of a custom runtime."""
    message = f"Couldn't find valid bootstrap(s): [{function.task_root}/bootstrap /opt/bootstrap]"
    return _fault("Runtime.InvalidEntrypoint", message, request_id)


def cannot_start(function: Function, request_id: str | None, reason: str) -> Fault:
    """The runtime's program is no program, may not be executed, or names an interpreter that is missing."""
    return _fault("Runtime.InvalidEntrypoint", f"fork/exec {function.command[0]}: {reason}", request_id)
