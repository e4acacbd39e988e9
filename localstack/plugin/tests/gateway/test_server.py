import pytest
from localstack.config import HostAndPort
from rolo.gateway import Gateway
from twisted.internet.error import CannotListenError

from faultline_localstack.gateway.server import InterfaceServer


@pytest.fixture
def listen():
    ports = []

    def listen_on(host, port=0):
        ports.extend(InterfaceServer().register(Gateway(), [HostAndPort(host, port)]))
        return ports[-1].getHost()

    yield listen_on
    for port in ports:
        port.stopListening()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_listens_where_it_was_told_and_nowhere_else(listen, host):
    assert listen(host).host == host


def test_a_port_in_use_is_an_error(listen):
    taken = listen("127.0.0.1").port
    with pytest.raises(CannotListenError):
        listen("127.0.0.1", taken)
