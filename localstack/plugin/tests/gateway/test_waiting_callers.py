"""A caller that hangs up is noticed by whoever works for it, with a real server in a process of its own."""

import socket
import subprocess
import sys

import pytest

SERVER = """
import sys, time
from localstack.config import HostAndPort
from rolo.gateway import Gateway
from twisted.internet import reactor
from faultline_localstack.executor.patience import patience
from faultline_localstack.gateway.server import InterfaceServer

def work(chain, context, response):
    print("begun", flush=True)
    until = time.monotonic() + 8
    while patience().left > 0 and time.monotonic() < until:
        time.sleep(0.01)
    print("alone" if time.monotonic() < until else "answered", flush=True)
    chain.stop()

[port] = InterfaceServer().register(Gateway(request_handlers=[work]), [HostAndPort("127.0.0.1", 0)])
print(port.getHost().port, flush=True)
reactor.run(installSignalHandlers=False)
"""


@pytest.fixture
def server():
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()


def test_who_hangs_up_is_gone(server):
    port = int(server.stdout.readline())
    caller = socket.create_connection(("127.0.0.1", port))
    caller.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert server.stdout.readline() == "begun\n"
    caller.close()
    assert server.stdout.readline() == "alone\n"
