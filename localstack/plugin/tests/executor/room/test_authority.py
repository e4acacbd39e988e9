"""The certificates that functions see behind AWS's names."""

import ssl
import threading
from contextlib import suppress

import pytest
from OpenSSL import SSL

from faultline_localstack.executor.room.authority import Authority


def handshake(authority, host, trusted):
    """The names in the certificate that a client sees who asks for the host; both ends in memory."""
    context = ssl.create_default_context(cafile=str(trusted))
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(incoming, outgoing, server_hostname=host)
    server = SSL.Connection(authority.server_context(), None)
    server.set_accept_state()
    for _ in range(10):
        try:
            client.do_handshake()
            return [name for _, name in client.getpeercert()["subjectAltName"]]
        except ssl.SSLWantReadError:
            server.bio_write(outgoing.read())
            with suppress(SSL.WantReadError):
                server.do_handshake()
            incoming.write(server.bio_read(65536))
    raise AssertionError("the handshake did not end")


@pytest.mark.parametrize(
    "host", ["sqs.us-east-1.amazonaws.com", "a.bucket.s3.eu-central-1.amazonaws.com", f"{'x' * 60}.s3.amazonaws.com"]
)
def test_each_name_has_a_certificate_that_strict_clients_trust(tmp_path, host):
    authority = Authority()
    alone, bundle = authority.write(tmp_path)
    # From Python 3.13 on the default context checks certificates strictly.
    assert handshake(authority, host, alone) == [host]
    assert handshake(authority, host, bundle) == [host]


def test_the_authority_of_another_engine_is_not_trusted(tmp_path):
    alone, _ = Authority().write(tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(Authority(), "sqs.us-east-1.amazonaws.com", alone)


def test_many_ask_at_once(tmp_path):
    authority = Authority()
    contexts = []
    threads = [
        threading.Thread(target=lambda: contexts.append(authority.context("s3.amazonaws.com"))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, contexts))) == 1
