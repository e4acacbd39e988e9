"""How LocalStack finds the server: ``GATEWAY_SERVER=faultline``."""

from localstack.runtime.server import RuntimeServer
from localstack.runtime.server.core import RuntimeServerPlugin


class FaultlineServerPlugin(RuntimeServerPlugin):
    name = "faultline"

    def load(self, *_args: object, **_kwargs: object) -> RuntimeServer:
        # Imported late, as it installs Twisted's reactor.
        from faultline_localstack.gateway.server import InterfaceServer

        return InterfaceServer()
