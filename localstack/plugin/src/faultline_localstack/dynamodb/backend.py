"""Starts the process, hands it its sockets, and ends with it: what its tables hold is in its memory alone."""

import logging
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping
from typing import IO, Any, cast

from localstack.utils.objects import singleton_factory

from faultline_localstack.dynamodb.wire import ProcessGone, Wire
from faultline_localstack.executor.ground import LOOPBACK
from faultline_localstack.executor.runtimes.node import node_binary
from faultline_localstack.executor.variables import LAB_MARKER

LOG = logging.getLogger(__name__)

SERVER_OPTION = "FAULTLINE_DYNAMODB"
CACHE_OPTION = "FAULTLINE_DYNAMODB_CACHE"
BACKLOG = 1024
START_SECONDS = 30
ANSWER_SECONDS = 30

type Answer = Callable[[Mapping[str, Any]], object]
type Told = Callable[[Mapping[str, Any]], None]


class NotStarted(Exception):
    """The process has not become ready."""


def _nobody(_question: Mapping[str, Any]) -> None:
    return None


class Backend:
    """The port is taken at once; ``start`` may be called once."""

    def __init__(self, server: str) -> None:
        """:param server: the program's file"""
        self._server = server
        self._listener = socket.create_server((LOOPBACK, 0), backlog=BACKLOG)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{LOOPBACK}:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: Wire | None = None
        self._ready = threading.Event()
        self._closing = False
        self.answer: Answer = _nobody
        self.told: Told = _nobody

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    def start(self, *listeners: socket.socket, gone: Callable[[str], None]) -> None:
        """
        :param listeners: further sockets to serve at; they are closed here
        :param gone: hears how the process ended before it was told to
        """
        sockets = [self._listener, *listeners]
        descriptors = [each.fileno() for each in sockets]
        options = [word for each in descriptors for word in ("--descriptor", str(each))]
        self._process = subprocess.Popen(
            [str(node_binary()), self._server, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=descriptors,
            env=_variables(),
            cwd="/",
            start_new_session=True,
        )
        for each in sockets:
            each.close()
        process = self._process
        self._wire = Wire(
            cast(IO[bytes], process.stdin),
            cast(IO[bytes], process.stdout),
            answer=lambda question: self.answer(question),
            told=self._hear,
            gone=lambda: None if self._closing else gone(_ending(process)),
        )

    def _hear(self, message: Mapping[str, Any]) -> None:
        if "ready" in message:
            self._ready.set()
        else:
            self.told(message)

    def wait_ready(self) -> None:
        """:raises NotStarted: if it takes too long"""
        if not self._ready.wait(START_SECONDS):
            raise NotStarted(f"DynamoDB's process {self.pid} was not ready within {START_SECONDS} s")

    def request(self, **message: Any) -> Any:
        """Returns when the process has done what is asked, what came of it."""
        if self._wire is None:
            return None
        try:
            return self._wire.request(ANSWER_SECONDS, **message)
        except ProcessGone:
            # Whoever hears of its end acts on it.
            LOG.debug("DynamoDB's process has ended; %s was not done", message.get("do"))
            return None

    def close(self) -> None:
        self._closing = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _ending(process: subprocess.Popen[bytes]) -> str:
    code = process.wait()
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _variables() -> dict[str, str]:
    kept = {name: os.environ[name] for name in (LAB_MARKER, "TZ") if name in os.environ}
    cache = os.environ.get(CACHE_OPTION)
    return kept | ({"NODE_COMPILE_CACHE": cache} if cache else {})


@singleton_factory
def backend() -> Backend | None:
    """That of this LocalStack; None where it was told of no program. The first call takes the port."""
    server = os.environ.get(SERVER_OPTION)
    return Backend(server) if server else None
