"""
LocalStack's Twisted server, bound to the address that ``GATEWAY_LISTEN`` names.

LocalStack 4.14 looks only at the port of an IPv4 address and listens on every interface. A LocalStack obeys whoever
reaches it, so that anybody in the same network could run code here.
"""

import socket

from localstack import config
from localstack.aws.serving.twisted import TLSMultiplexerFactory
from localstack.config import HostAndPort
from localstack.runtime.server.twisted import TwistedRuntimeServer
from OpenSSL import SSL
from rolo.gateway import Gateway
from rolo.serving.twisted import TwistedGateway
from twisted.internet import interfaces, reactor, ssl

from faultline_localstack.executor.ground import LOOPBACK
from faultline_localstack.executor.room.authority import Authority
from faultline_localstack.executor.room.egress import AWS_ADDRESS
from faultline_localstack.executor.rooms import engine
from faultline_localstack.gateway.callers import notice_callers_that_leave
from faultline_localstack.gateway.short_sends import ShortSends

AWS_PORTS = (443, 80)
BACKLOG = 1024
"""Connections that may wait to be accepted. Past Twisted's 50 a burst of customers waits a second for TCP to try again."""


class InterfaceServer(TwistedRuntimeServer):
    def register(
        self, gateway: Gateway, listen: list[HostAndPort], ssl_creds: tuple[str, str] | None = None
    ) -> list[interfaces.IListeningPort]:
        """:raises twisted.internet.error.CannotListenError: if an address is in use"""
        notice_callers_that_leave()
        site = TwistedGateway(gateway)
        site.resource = ShortSends(site.resource)
        factory = site if ssl_creds is None else _speaking_tls_too(site, *ssl_creds)
        if config.LAMBDA_RUNTIME_EXECUTOR == "faultline":
            _listen_in_the_room(factory, site, listen)
        return [reactor.listenTCP(each.port, factory, backlog=BACKLOG, interface=each.host) for each in listen]


class _AsAws(ssl.ContextFactory):
    """Shows each client the certificate of the name that it asks for."""

    def __init__(self, authority: Authority) -> None:
        self._context = authority.server_context()

    def getContext(self) -> SSL.Context:  # noqa: N802 (Twisted's)
        return self._context


def _listen_in_the_room(factory: interfaces.IProtocolFactory, site: TwistedGateway, listen: list[HostAndPort]) -> None:
    """Functions reach LocalStack at its own address, and behind the names of AWS."""
    made = engine()
    if made is None:
        return
    as_aws = TLSMultiplexerFactory(_AsAws(made.authority), False, site)
    places = [(LOOPBACK, each.port, factory) for each in listen]
    places += [(AWS_ADDRESS, port, as_aws) for port in AWS_PORTS]
    for host, port, serving in places:
        with made.room.listen(port, host) as listener:
            listener.setblocking(False)
            reactor.adoptStreamPort(listener.fileno(), socket.AF_INET, serving)


def _speaking_tls_too(site: TwistedGateway, certificate: str, key: str) -> TLSMultiplexerFactory:
    """HTTP and HTTPS on one port, as LocalStack's own server does it."""
    context = ssl.DefaultOpenSSLContextFactory(key, certificate)
    context.getContext().use_certificate_chain_file(certificate)
    return TLSMultiplexerFactory(context, False, site)
