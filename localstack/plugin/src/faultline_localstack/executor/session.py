"""One life of a runtime: a process, its Runtime API endpoint, and the wait for what happens next.

The thread that starts or invokes an environment drives it: it polls the runtime's sockets, output and end by itself. A
frozen environment needs nobody, so there is no server thread and an invocation costs one wake-up and no hand-over.
"""

import json
import select
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from faultline_localstack.executor.ground import OPEN_GROUND, Ground
from faultline_localstack.executor.runtime_api import RequestKind, RuntimeConnection, RuntimeRequest
from faultline_localstack.executor.runtime_process import RuntimeProcess

MEMORY_CHECK_SECONDS = 0.1
# 6 MiB and some room, as Lambda allows: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MAXIMUM_RESPONSE_BYTES = 6 * 1024 * 1024 + 100
TOO_LARGE = f"Response payload size exceeded maximum allowed payload size ({MAXIMUM_RESPONSE_BYTES} bytes)."
_READABLE = select.POLLIN | select.POLLHUP | select.POLLERR


@dataclass(frozen=True)
class WaitsForNext:
    """The runtime asked for the next invocation: init, or the invocation at hand, is over."""


@dataclass(frozen=True)
class Answered:
    request_id: str
    payload: bytes
    is_error: bool
    error_type: str


@dataclass(frozen=True)
class InitFailed:
    payload: bytes
    error_type: str


@dataclass(frozen=True)
class Exited:
    return_code: int


@dataclass(frozen=True)
class DeadlinePassed:
    pass


@dataclass(frozen=True)
class OutOfMemory:
    pass


SessionEvent = WaitsForNext | Answered | InitFailed | Exited | DeadlinePassed | OutOfMemory


class Session:
    """``wait`` and ``deliver`` belong to the driving thread; ``process.kill`` to anybody."""

    def __init__(
        self,
        command: Sequence[str],
        variables: Mapping[str, str],
        directory: Path,
        memory_limit_mib: int,
        ground: Ground = OPEN_GROUND,
    ) -> None:
        """:raises CannotStart: if the program is missing or cannot be executed"""
        self._listener = ground.listen()
        self._listener.setblocking(False)
        self._memory_limit_mib = memory_limit_mib
        address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        try:
            self.process = RuntimeProcess(command, {**variables, "AWS_LAMBDA_RUNTIME_API": address}, directory, ground)
        except BaseException:
            self._listener.close()
            raise
        self._connections: dict[int, RuntimeConnection] = {}
        self._requests: deque[tuple[RuntimeConnection, RuntimeRequest]] = deque()
        self._waiting: RuntimeConnection | None = None
        self._output: list[bytes] = []
        self._closed = False
        self._invocation = ""
        self._is_answered = False
        self.peak_memory_mib = 0
        self.memory_mib = 0
        self._next_memory_check = 0.0
        self._poll = select.poll()
        for fd in (self._listener.fileno(), self.process.output_fd, self.process.exit_fd):
            self._poll.register(fd, _READABLE)

    @property
    def waits_for_invocation(self) -> bool:
        """Whether the runtime is alive and its request for the next invocation is open."""
        return self._waiting is not None and not self._waiting.closed and not self.process.has_exited

    def take_output(self) -> str:
        """What the runtime has printed since the last call."""
        if not self._closed:
            self._output.append(self.process.read_output())
        text = b"".join(self._output).decode(errors="replace")
        self._output.clear()
        return text

    def deliver(self, request_id: str, headers: Iterable[tuple[str, str]], event: bytes) -> None:
        """Answers the open request for the next invocation."""
        assert self._waiting is not None
        self._invocation, self._is_answered = request_id, False
        headers = [("Lambda-Runtime-Aws-Request-Id", request_id), *headers]
        connection, self._waiting = self._waiting, None
        self._enqueue(connection, connection.answer(200, headers, event))
        self._watch(connection)

    def wait(self, deadline: float) -> SessionEvent:
        """Drives the runtime until something happens or ``time.monotonic()`` passes the deadline."""
        self._next_memory_check = time.monotonic() + MEMORY_CHECK_SECONDS
        while True:
            while self._requests:
                connection, request = self._requests.popleft()
                event = self._handle(connection, request)
                self._watch(connection)
                if event is not None:
                    return event
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                return DeadlinePassed()
            ready = self._poll.poll(min(remaining, MEMORY_CHECK_SECONDS) * 1000)
            exited = False
            for fd, _ in ready:
                if fd == self.process.exit_fd:
                    exited = True
                elif fd == self.process.output_fd:
                    self._read_output()
                elif fd == self._listener.fileno():
                    self._accept()
                else:
                    self._serve(self._connections[fd])
            if exited and not self._requests:
                return Exited(self.process.reap())
            if self._memory_is_exceeded():
                return OutOfMemory()

    def _memory_is_exceeded(self) -> bool:
        now = time.monotonic()
        if now < self._next_memory_check:
            return False
        self._next_memory_check = now + MEMORY_CHECK_SECONDS
        return self.measure_memory() > self._memory_limit_mib

    def measure_memory(self) -> int:
        """Updates ``peak_memory_mib`` and ``memory_mib``, which counts against the limit, and returns the latter."""
        peak, self.memory_mib = self.process.memory_mib()
        self.peak_memory_mib = max(self.peak_memory_mib, peak)
        return self.memory_mib

    def _read_output(self) -> None:
        chunk = self.process.read_output()
        if chunk:
            self._output.append(chunk)
        else:
            # The end of the stream: every process of the group has closed it.
            self._poll.unregister(self.process.output_fd)

    def _accept(self) -> None:
        sock, _ = self._listener.accept()
        connection = RuntimeConnection(sock)
        self._connections[connection.fd] = connection
        self._poll.register(connection.fd, _READABLE)

    def _serve(self, connection: RuntimeConnection) -> None:
        connection.flush()
        if not connection.closed:
            self._enqueue(connection, connection.receive())
        self._watch(connection)

    def _watch(self, connection: RuntimeConnection) -> None:
        if connection.fd not in self._connections:
            return
        if connection.closed:
            del self._connections[connection.fd]
            self._poll.unregister(connection.fd)
        else:
            self._poll.modify(connection.fd, _READABLE | select.POLLOUT if connection.wants_to_write else _READABLE)

    def _enqueue(self, connection: RuntimeConnection, requests: Iterable[RuntimeRequest]) -> None:
        self._requests.extend((connection, request) for request in requests)

    def _handle(self, connection: RuntimeConnection, request: RuntimeRequest) -> SessionEvent | None:
        match request.kind:
            case RequestKind.NEXT:
                self._waiting = connection
                return WaitsForNext()
            case RequestKind.RESPONSE | RequestKind.ERROR if request.request_id != self._invocation:
                return self._refuse(connection, 400, "InvalidRequestID", "Invalid request ID")
            case RequestKind.RESPONSE | RequestKind.ERROR if self._is_answered:
                message = "State transition is not allowed: this invocation was answered already."
                return self._refuse(connection, 403, "InvalidStateTransition", message)
            case RequestKind.RESPONSE if len(request.body) > MAXIMUM_RESPONSE_BYTES:
                self._is_answered = True
                self._refuse(connection, 413, "RequestEntityTooLarge", TOO_LARGE)
                error = {"errorType": "Function.ResponseSizeTooLarge", "errorMessage": TOO_LARGE}
                return Answered(request.request_id, json.dumps(error).encode(), True, error["errorType"])
            case RequestKind.RESPONSE | RequestKind.ERROR:
                self._is_answered = True
                self._enqueue(connection, connection.answer(202, body=b'{"status":"OK"}'))
                is_error = request.kind is RequestKind.ERROR
                return Answered(request.request_id, request.body, is_error, request.error_type)
            case RequestKind.INIT_ERROR:
                self._enqueue(connection, connection.answer(202, body=b'{"status":"OK"}'))
                return InitFailed(request.body, request.error_type)
            case RequestKind.EXTENSION:
                message = (
                    "Extensions are not run by this Lambda executor: remove the layer or the agent that brings one."
                )
                return self._refuse(connection, 501, "NotModelled", message)
            case RequestKind.UNKNOWN:
                message = "The Lambda Runtime API of this executor has no such path."
                return self._refuse(connection, 404, "NotFound", message)

    def _refuse(self, connection: RuntimeConnection, status: int, error_type: str, message: str) -> SessionEvent | None:
        """A refusal is an answer to the runtime, and no event."""
        self._enqueue(connection, connection.refuse(status, error_type, message))
        return None

    def close(self) -> None:
        """Kills the runtime and gives everything back but the output that is still to be taken."""
        self.process.kill()
        self.process.reap()
        self._output.append(self.process.read_output())
        self._closed = True
        self.process.close()
        for connection in self._connections.values():
            connection.close()
        self._listener.close()
