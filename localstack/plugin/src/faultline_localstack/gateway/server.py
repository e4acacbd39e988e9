"""
LocalStack's Twisted server, bound to the address that ``GATEWAY_LISTEN`` names.

LocalStack 4.14 looks only at the port of an IPv4 address and listens on every interface. A LocalStack obeys whoever
reaches it, so that anybody in the same network could run code here.
"""

from localstack.aws.serving.twisted import TLSMultiplexerFactory
from localstack.config import HostAndPort
from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.gateway import Gateway
from rolo.serving.twisted import TwistedGateway
from twisted.internet import interfaces, reactor, ssl

from faultline_localstack.gateway.callers import notice_callers_that_leave

BACKLOG = 1024
"""Connections that may wait to be accepted. Past Twisted's 50 a burst of customers waits a second for TCP to try again."""


class InterfaceServer(TwistedRuntimeServer):
    def register(
        self, gateway: Gateway, listen: list[HostAndPort], ssl_creds: tuple[str, str] | None = None
    ) -> list[interfaces.IListeningPort]:
        """:raises twisted.internet.error.CannotListenError: if an address is in use"""
        notice_callers_that_leave()
        site = TwistedGateway(gateway)
        factory = site if ssl_creds is None else _speaking_tls_too(site, *ssl_creds)
        return [reactor.listenTCP(each.port, factory, backlog=BACKLOG, interface=each.host) for each in listen]


def _speaking_tls_too(site: TwistedGateway, certificate: str, key: str) -> TLSMultiplexerFactory:
    """HTTP and HTTPS on one port, as LocalStack's own server does it."""
    context = ssl.DefaultOpenSSLContextFactory(key, certificate)
    context.getContext().use_certificate_chain_file(certificate)
    return TLSMultiplexerFactory(context, False, site)
