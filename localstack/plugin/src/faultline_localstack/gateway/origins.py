"""
Addresses of APIs and function URLs that every client can use as they are.

On AWS each has a host of its own. Names below ``localhost`` are resolved by curl, but not by Node.js or Python without a DNS
server, and a path in front of an API breaks ``new URL('/orders', address)``: here each has a port of its own on loopback, which
the system chooses. Where only one port can be reached, as in a container, a path has to do.
"""

import ipaddress
import logging
import threading
from collections.abc import Callable

from localstack import config
from localstack.http import Request, Response
from rolo.gateway import Gateway
from werkzeug.exceptions import HTTPException

LOG = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
Serve = Callable[[Request], Response]


def has_ports() -> bool:
    """Whether ports that are opened here can be reached by those who reach LocalStack."""
    return all(ipaddress.ip_address(each.host).is_loopback for each in config.GATEWAY_LISTEN)


class Origins:
    """The ports that are open, by the host that their clients mean."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._addresses: dict[str, str] = {}

    def address(self, host: str, serve: Serve) -> str:
        """Where ``host`` answers, such as ``http://127.0.0.1:40123``: at a port that is opened the first time."""
        with self._lock:
            if host not in self._addresses:
                self._addresses[host] = f"http://{LOOPBACK}:{_open(Origin(host, serve))}"
            return self._addresses[host]


ORIGINS = Origins()


class Origin(Gateway):
    """What answers at one port."""

    def __init__(self, host: str, serve: Serve) -> None:
        super().__init__()
        self._host = host
        self._serve = serve

    def process(self, request: Request, response: Response) -> None:
        request.headers["Host"] = self._host
        try:
            response.update_from(self._serve(request))
        except HTTPException as error:
            response.update_from(Response(error.get_body(), error.code or 500, error.get_headers()))
        except Exception:
            LOG.exception("A request to %s failed", self._host)
            internal = Response('{"message":"Internal Server Error"}', 500, {"Content-Type": "application/json"})
            response.update_from(internal)


def _open(origin: Origin) -> int:
    """A listening port; the reactor does it, whoever asks."""
    # The reactor is there only when LocalStack's server has chosen it.
    from rolo.serving.twisted import TwistedGateway
    from twisted.internet import reactor, threads

    listening = threads.blockingCallFromThread(reactor, reactor.listenTCP, 0, TwistedGateway(origin), 50, LOOPBACK)
    port: int = listening.getHost().port
    return port
