"""
Carries connections out of the room: to whatever listens on this machine's loopback, as soon as it does, and to the hosts
that the user allows. A process of its own, outside of the room; it makes its listeners through the process that has it.
"""

import asyncio
import json
import os
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from faultline_localstack.executor.room.egress import OPTION, allowed

LOOK_SECONDS = 0.5
CHUNK_BYTES = 256 * 1024
# https://man7.org/linux/man-pages/man7/sock_diag.7.html
_SOCK_DIAG, _BY_FAMILY, _DUMP, _DONE, _ERROR = 4, 20, 0x301, 3, 2
_LISTENING = 1 << 10
_ANY_OR_LOOPBACK = (b"\0" * 4, b"\x7f\0\0\1", b"\0" * 16, b"\0" * 15 + b"\1")

type Forward = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Way:
    """A place in the room and the place outside that stands behind it."""

    inside: tuple[str, int]
    outside: tuple[str, int]


def _listening(family: int, netlink: socket.socket) -> set[int]:
    """The ports that this machine's own programs can be reached at on loopback."""
    body = struct.pack("BBBBI48s", family, socket.IPPROTO_TCP, 0, 0, _LISTENING, b"")
    netlink.send(struct.pack("IHHII", 16 + len(body), _BY_FAMILY, _DUMP, 0, 0) + body)
    ports: set[int] = set()
    width = 4 if family == socket.AF_INET else 16
    while True:
        data, at = netlink.recv(65536), 0
        while at < len(data):
            length, kind = struct.unpack_from("IH", data, at)
            if kind in (_DONE, _ERROR):
                return ports
            (port,) = struct.unpack_from("!H", data, at + 20)
            if data[at + 24 : at + 24 + width] in _ANY_OR_LOOPBACK:
                ports.add(port)
            at += (length + 3) & ~3


def ways_to_this_machine(netlink: socket.socket) -> set[Way]:
    ways = {port: "::1" for port in _listening(socket.AF_INET6, netlink)}
    ways |= {port: "127.0.0.1" for port in _listening(socket.AF_INET, netlink)}
    return {Way(("127.0.0.1", port), (host, port)) for port, host in ways.items()}


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(CHUNK_BYTES):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.close()


class Forwarder:
    """Opens and closes ways as they come and go. ``besides``: ports whose own programs listen in the room already."""

    def __init__(self, control: socket.socket, besides: set[int]) -> None:
        self._control = control
        self._besides = besides
        self._open: dict[Way, asyncio.Server] = {}

    async def run(self, always: set[Way]) -> None:
        netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG)
        while True:
            ways = {way for way in ways_to_this_machine(netlink) if way.inside[1] not in self._besides} | always
            for way in ways - self._open.keys():
                if listener := self._listener(way.inside):
                    self._open[way] = await asyncio.start_server(self._to(way), sock=listener)
            for way in self._open.keys() - ways:
                self._open.pop(way).close()
            await asyncio.sleep(LOOK_SECONDS)

    def _listener(self, place: tuple[str, int]) -> socket.socket | None:
        self._control.send(json.dumps({"do": "listen", "host": place[0], "port": place[1]}).encode())
        data, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
        if not data:
            sys.exit()
        return socket.socket(fileno=descriptors[0]) if descriptors else None

    def _to(self, way: Way) -> Forward:
        async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError):
                there, back = await asyncio.open_connection(*way.outside)
                async with asyncio.TaskGroup() as both:
                    both.create_task(_carry(reader, back))
                    both.create_task(_carry(there, writer))
                back.close()
            writer.close()

        return forward


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    besides = {int(each) for each in sys.argv[2:]}
    always = {
        Way((each.address, port), (each.host, port))
        for each in allowed(os.environ.get(OPTION, ""))
        for port in each.ports
    }
    with suppress(BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        asyncio.run(Forwarder(control, besides).run(always))


if __name__ == "__main__":
    main()
