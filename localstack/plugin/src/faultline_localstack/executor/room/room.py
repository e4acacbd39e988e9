"""
The room that functions live in: a network of their own, which holds this machine's loopback services and nothing else,
and a file system of their own. One for a whole LocalStack.
"""

import itertools
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from faultline_localstack.executor.ground import LOOPBACK, CannotStart, Started
from faultline_localstack.executor.room.egress import OPTION
from faultline_localstack.executor.room.root import Mount

_SOURCE = Path(__file__).parents[3]
_PACKAGE = __package__ or ""
MESSAGE_BYTES = 4096


class RoomRefusedError(Exception):
    """This machine does not let us make one: the message says what it refused."""


def _pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class Room:
    """All methods may be called from any thread."""

    def __init__(self, besides: Sequence[int] = (), egress: str = "") -> None:
        """
        :param besides: ports whose own programs will listen in the room
        :param egress: the hosts outside that may be reached, as in ``FAULTLINE_EGRESS``
        :raises RoomRefusedError: where namespaces are forbidden
        """
        self._egress = egress
        self._lock = threading.Lock()
        self._notes: dict[str, Callable[[str], None]] = {}
        self._numbers = itertools.count(1)
        self._processes: list[subprocess.Popen[bytes]] = []
        notes, their_notes = _pair()
        self._control, control = _pair()
        forwarding, forwarders = _pair()
        with forwarders:
            # Their ends are closed here, so that it is seen when they have ended.
            with their_notes, control, forwarding:
                self._run("server", [their_notes, control, forwarding], [])
            try:
                self._receive()
            except (OSError, ValueError) as error:
                self.close()
                raise RoomRefusedError(str(error)) from error
            self._run("forwarder", [forwarders], besides)
        threading.Thread(target=self._hear, args=(notes,), name="faultline-room", daemon=True).start()

    def _run(self, module: str, sockets: Sequence[socket.socket], arguments: Sequence[int]) -> None:
        descriptors = [each.fileno() for each in sockets]
        command = [sys.executable, "-S", "-m", f"{_PACKAGE}.{module}", *map(str, [*descriptors, *arguments])]
        kept = {name: value for name, value in os.environ.items() if name.startswith("FAULTLINE_")}
        environment = {**kept, OPTION: self._egress, "PYTHONPATH": str(_SOURCE), "PYTHONDONTWRITEBYTECODE": "1"}
        self._processes.append(
            subprocess.Popen(command, pass_fds=descriptors, env=environment, cwd="/", start_new_session=True)
        )

    def _receive(self) -> list[int]:
        data, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, 1)
        if not data:
            raise OSError("the process that has the room has ended")
        answer = json.loads(data)
        if error := answer.get("error"):
            raise OSError(error)
        return [answer["pid"]] if "pid" in answer else descriptors

    def _ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> int:
        with self._lock:
            socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))
            return self._receive()[0]

    def listen(self, port: int = 0, host: str = LOOPBACK) -> socket.socket:
        """A listener in the room; a port of 0 is chosen."""
        return socket.socket(fileno=self._ask({"do": "listen", "host": host, "port": port}))

    def start(
        self,
        command: Sequence[str],
        variables: Mapping[str, str],
        directory: Path,
        output: int,
        mounts: Sequence[Mount],
        root: Path,
    ) -> Started:
        """
        Starts a process that sees the mounts; ``root`` is an empty folder to put its file system together in.

        :raises CannotStart: if the program is missing or cannot be executed
        """
        request = {
            "do": "start",
            "command": list(command),
            "variables": dict(variables),
            "directory": str(directory),
            "mounts": [astuple(each) for each in mounts],
            "root": str(root),
        }
        failure, theirs = os.pipe()
        try:
            pid = self._ask(request, [output, theirs])
        finally:
            os.close(theirs)
        with os.fdopen(failure) as reason:
            if refused := reason.read():
                os.waitpid(pid, 0)
                raise CannotStart(refused)
        return Started(pid, lambda: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

    @contextmanager
    def asker(self, told: Callable[[str], None]) -> Iterator[str]:
        """A name server's address of one's own; ``told`` hears each host that was asked for there and refused."""
        number = next(self._numbers)
        address = f"127.53.{number // 250 % 250}.{number % 250 + 1}"
        self._notes[address] = told
        try:
            yield address
        finally:
            self._notes.pop(address, None)

    def _hear(self, notes: socket.socket) -> None:
        while note := notes.recv(MESSAGE_BYTES):
            asked = json.loads(note)
            if told := self._notes.get(asked["asked"]):
                told(asked["host"])

    def close(self) -> None:
        """Ends the processes of the room; those that live in it have no way out of it any more."""
        self._control.close()
        for process in self._processes:
            process.kill()
            process.wait()


@dataclass(frozen=True)
class RoomGround:
    """The room as the processes of one environment see it."""

    room: Room
    mounts: Sequence[Mount]
    root: Path

    def listen(self) -> socket.socket:
        return self.room.listen()

    def start(self, command: Sequence[str], variables: Mapping[str, str], directory: Path, output: int) -> Started:
        return self.room.start(command, variables, directory, output, self.mounts, self.root)
