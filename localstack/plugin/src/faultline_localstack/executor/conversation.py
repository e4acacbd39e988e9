"""One invocation between Lambda and a runtime: the event goes in, and whatever ends it comes out."""

import time

from faultline_localstack.executor.disruption import Disruption
from faultline_localstack.executor.faults import Fault, fault_of
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.invocation import Invocation
from faultline_localstack.executor.session import Answered, InitFailed, Session, WaitsForNext


def converse(
    session: Session, function: Function, invocation: Invocation, deadline: float, disruption: Disruption | None
) -> tuple[Answered | None, Fault | None]:
    """Until the runtime asks for the next event, or ends, or ``time.monotonic()`` passes the deadline."""
    remaining = deadline - time.monotonic()
    session.deliver(
        [
            ("Lambda-Runtime-Aws-Request-Id", invocation.request_id),
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
