"""
The process that has the room: it makes the sockets in it and starts the processes that live in it.

It is small and has one thread, so that it can fork and do between fork and exec what must be done there.
"""

import json
import os
import resource
import select
import socket
import sys
from typing import Any, NoReturn

from faultline_localstack.executor.room import kernel
from faultline_localstack.executor.room.egress import OPTION
from faultline_localstack.executor.room.names import NameServer
from faultline_localstack.executor.room.root import Mount, show

MESSAGE_BYTES = 256 * 1024
CANNOT_START = 125
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
OPEN_FILES = 1024


def _enter() -> None:
    if os.geteuid() != 0:
        kernel.enter_user_namespace()
    try:
        os.unshare(os.CLONE_NEWNET)
    except PermissionError:
        # Root without the right to it, as in a container.
        kernel.enter_user_namespace()
        os.unshare(os.CLONE_NEWNET)
    kernel.raise_loopback()


def _listen(request: dict[str, Any]) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((request["host"], request["port"]))
    listener.listen(1024)
    return listener


def _become(request: dict[str, Any], output: int, failure: int) -> NoReturn:
    """Becomes the program, or says into ``failure`` why it cannot; that closes by itself when it can."""
    try:
        os.setsid()
        os.unshare(os.CLONE_NEWNS)
        show([Mount(*each) for each in request["mounts"]], request["root"])
        os.chdir(request["directory"])
        for descriptor, place in ((os.open("/dev/null", os.O_RDONLY), 0), (output, 1), (output, 2)):
            os.dup2(descriptor, place)
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        os.execve(request["command"][0], request["command"], request["variables"])
    except BaseException as error:  # nothing may go on as if it were the server
        reason = (
            error.strerror if isinstance(error, OSError) and error.filename == request["command"][0] else str(error)
        )
        os.write(failure, (reason or repr(error)).lower().encode())
    os._exit(CANNOT_START)


def _answer(control: socket.socket) -> bool:
    data, descriptors, _, _ = socket.recv_fds(control, MESSAGE_BYTES, 2)
    if not data:
        return False
    request = json.loads(data)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    try:
        match request["do"]:
            case "start":
                pid = kernel.fork_sibling()
                if pid == 0:
                    _become(request, *descriptors)
                control.send(json.dumps({"pid": pid}).encode())
            case "listen":
                with _listen(request) as listener:
                    socket.send_fds(control, [b"{}"], [listener.fileno()])
    except OSError as error:
        control.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return True


def main() -> None:
    notes, *controls = (socket.socket(fileno=int(each)) for each in sys.argv[1:])
    for each in (notes, *controls):
        each.set_inheritable(False)
    try:
        _enter()
    except OSError as error:
        controls[0].send(json.dumps({"error": str(error)}).encode())
        return
    names = NameServer(os.environ.get(OPTION, ""), notes)
    controls[0].send(b"{}")
    while True:
        descriptors = [names.fileno(), *(each.fileno() for each in controls)]
        asked, _, _ = select.select(descriptors, [], [])
        if names.fileno() in asked:
            names.answer()
        for control in [each for each in controls if each.fileno() in asked]:
            if not _answer(control):
                if control is controls[0]:
                    return
                controls.remove(control)


if __name__ == "__main__":
    main()
