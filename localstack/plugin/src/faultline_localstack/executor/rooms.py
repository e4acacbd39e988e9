"""The room of this LocalStack, if the machine allows one, and what is in it."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from localstack import config
from localstack.runtime.shutdown import SHUTDOWN_HANDLERS
from localstack.utils.objects import singleton_factory

from faultline_localstack.dynamodb.backend import backend
from faultline_localstack.executor.room.authority import Authority, default_folder
from faultline_localstack.executor.room.egress import OPTION, allowed
from faultline_localstack.executor.room.room import Room, RoomRefusedError

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Engine:
    """The room and whom its functions trust: the engine's authority alone, and behind those of this machine."""

    room: Room
    authority: Authority
    certificate: Path
    bundle: Path


@singleton_factory
def engine() -> Engine | None:
    """None, with a warning, where namespaces are forbidden; the first call makes it."""
    option = os.environ.get(OPTION, "")
    try:
        allowed(option)
    except ValueError as error:
        LOG.warning("%s Functions reach this machine only.", error)
        option = ""
    try:
        room = Room(_own_ports(), option)
    except RoomRefusedError as refusal:
        LOG.warning(
            "Functions run on this machine as it is: they can reach the network, see its files, and /tmp is not their own. "
            "A room of their own needs Linux namespaces, as root or with user namespaces; here: %s",
            refusal,
        )
        return None
    SHUTDOWN_HANDLERS.register(room.close)
    authority = Authority()
    return Engine(room, authority, *authority.write(default_folder()))


def _own_ports() -> list[int]:
    """Ports of programs that listen in the room themselves."""
    database = backend()
    return [*(each.port for each in config.GATEWAY_LISTEN), *([] if database is None else [database.port])]
