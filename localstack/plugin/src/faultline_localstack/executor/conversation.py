"""One invocation between Lambda and a runtime: the event goes in, and whatever ends it comes out."""

import time

from faultline_localstack.executor.disruption import Disruption
from faultline_localstack.executor.faults import Fault, fault_of
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.invocation import Invocation
from faultline_localstack.executor.log_lines import Report
from faultline_localstack.executor.session import Answered, InitFailed, Session, WaitsForNext


def converse(
    session: Session, function: Function, invocation: Invocation, deadline: float, disruption: Disruption | None
) -> tuple[Answered | None, Fault | None]:
    """Until the runtime asks for the next event, or ends, or ``time.monotonic()`` passes the deadline."""
    remaining = deadline - time.monotonic()
    session.deliver(
        invocation.request_id,
        [
            ("Lambda-Runtime-Deadline-Ms", str(int((time.time() + remaining) * 1000))),
            ("Lambda-Runtime-Invoked-Function-Arn", invocation.invoked_arn),
            ("Lambda-Runtime-Trace-Id", invocation.trace_id),
            *(disruption.headers if disruption is not None else ()),
        ],
        invocation.event,
    )
    answer: Answered | None = None
    while True:
        event = session.wait(deadline)
        match event:
            case Answered() if event.request_id == invocation.request_id:
                if answer is None and (disruption is None or disruption.answered(deadline)):
                    answer = event
            case WaitsForNext() if answer is not None:
                return answer, None
            case Answered() | WaitsForNext() | InitFailed():
                continue
            case _:
                return answer, fault_of(event, function, invocation.request_id)


def report_of(
    function: Function,
    duration: float,
    init_duration: float | None,
    memory_used_mib: int,
    answer: Answered | None,
    fault: Fault | None,
) -> Report:
    """What Lambda says of the invocation; durations in milliseconds."""
    status, error_type = "success", ""
    if fault is not None:
        status, error_type = fault.status, fault.error_type
    elif answer is not None and answer.is_error:
        status, error_type = "error", answer.error_type
    size = function.memory_mib
    used = size if error_type == "Runtime.OutOfMemory" else min(memory_used_mib, size)
    return Report(duration, init_duration, size, used, status, error_type)
