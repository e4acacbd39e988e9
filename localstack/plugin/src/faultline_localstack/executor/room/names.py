"""
The name server of the room. Functions find AWS's names and this machine's there, and those that the user allows; all
others do not exist, and it is told who asked for them.

Messages: https://www.rfc-editor.org/rfc/rfc1035#section-4
"""

import json
import socket
import struct
from collections.abc import Callable

from faultline_localstack.executor.room.egress import AWS_ADDRESS, allowed, is_of_aws, is_of_this_machine

PORT = 53
_PKTINFO = 8
_A, _IN = 1, 1
_ANSWER, _RECURSION, _NO_SUCH_NAME = 0x8400, 0x0080, 3
_TTL_SECONDS = 60


def address_of(host: str, option: str) -> str | None:
    """Where a function reaches the host, None if it may not."""
    name = host.lower().rstrip(".")
    if is_of_this_machine(name):
        return "127.0.0.1"
    known = {each.host: each.address for each in allowed(option)}
    return known.get(name) or (AWS_ADDRESS if is_of_aws(name) else None)


def _question(query: bytes) -> tuple[str, int, int]:
    """The name, its type, and where the question ends."""
    labels, at = [], 12
    while (length := query[at]) != 0:
        labels.append(query[at + 1 : at + 1 + length].decode("ascii", "replace"))
        at += 1 + length
    (kind,) = struct.unpack_from("!H", query, at + 1)
    return ".".join(labels), kind, at + 5


def reply(query: bytes, find: Callable[[str], str | None]) -> tuple[bytes, str | None]:
    """The answer to a query, and the name that was refused, if one was."""
    name, kind, end = _question(query)
    address = find(name)
    (asked,) = struct.unpack_from("!H", query, 2)
    flags = _ANSWER | _RECURSION | (asked & 0x0100) | (0 if address else _NO_SUCH_NAME)
    has_answer = address is not None and kind == _A
    head = query[:2] + struct.pack("!HHHHH", flags, 1, 1 if has_answer else 0, 0, 0)
    body = query[12:end]
    if address is not None and has_answer:
        body += struct.pack("!HHHIH", 0xC00C, _A, _IN, _TTL_SECONDS, 4) + socket.inet_aton(address)
    return head + body, None if address else name


class NameServer:
    """Answers on every address of the room, so that the address that was asked tells who asked."""

    def __init__(self, option: str, notes: socket.socket) -> None:
        self._option = option
        self._notes = notes
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.IPPROTO_IP, _PKTINFO, 1)
        self._socket.bind(("0.0.0.0", PORT))

    def fileno(self) -> int:
        return self._socket.fileno()

    def answer(self) -> None:
        query, information, _, asker = self._socket.recvmsg(4096, socket.CMSG_SPACE(12))
        try:
            answer, refused = reply(query, lambda name: address_of(name, self._option))
        except (IndexError, struct.error):
            return
        asked = information[0][2][8:12]
        source = [(socket.IPPROTO_IP, _PKTINFO, struct.pack("I4s4s", 0, asked, asked))]
        self._socket.sendmsg([answer], source, 0, asker)
        if refused is not None:
            self._notes.send(json.dumps({"asked": socket.inet_ntoa(asked), "host": refused}).encode())
