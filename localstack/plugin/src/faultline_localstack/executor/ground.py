"""Where the processes of an execution environment start, and where they find their Runtime API."""

import resource
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LOOPBACK = "127.0.0.1"
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
OPEN_FILES = 1024


class CannotStart(Exception):
    """The program could not be executed; the message is the operating system's."""


@dataclass(frozen=True)
class Started:
    """A process that leads a group; ``wait`` may be called once it has ended, and returns its return code (negative: signal)."""

    pid: int
    wait: Callable[[], int]


class Ground(Protocol):
    def listen(self) -> socket.socket:
        """A listener on loopback, as the processes see it."""

    def start(self, command: Sequence[str], variables: Mapping[str, str], directory: Path, output: int) -> Started:
        """
        Starts a process with just these variables, what it prints going to ``output``.

        :raises CannotStart: if the program is missing or cannot be executed
        """


class OpenGround:
    """This machine as it is: its files, its ``/tmp``, its network."""

    def listen(self) -> socket.socket:
        return socket.create_server((LOOPBACK, 0))

    def start(self, command: Sequence[str], variables: Mapping[str, str], directory: Path, output: int) -> Started:
        try:
            # start_new_session and no preexec_fn: Python may then use vfork, which is safe and quick among many threads.
            process = subprocess.Popen(
                command,
                env=dict(variables),
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotStart((error.strerror or str(error)).lower()) from error
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        return Started(process.pid, process.wait)


OPEN_GROUND = OpenGround()
