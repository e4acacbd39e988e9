"""Which names functions find."""

import socket
import struct

import pytest

from faultline_localstack.executor.room.egress import AWS_ADDRESS, allowed, refusal
from faultline_localstack.executor.room.names import address_of, reply

OPTION = "Example.com, db.example.org:5432, example.com:8443"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost", "127.0.0.1"),
        ("queue.localhost", "127.0.0.1"),
        ("sqs.us-east-1.localhost.localstack.cloud", "127.0.0.1"),
        ("sqs.us-east-1.amazonaws.com", AWS_ADDRESS),
        ("bucket.s3.eu-central-1.amazonaws.com.", AWS_ADDRESS),
        ("amazonaws.com.evil.example", None),
        ("notamazonaws.com", None),
        ("example.com", "127.64.0.1"),
        ("EXAMPLE.COM.", "127.64.0.1"),
        ("db.example.org", "127.64.0.2"),
        ("www.example.com", None),
        ("example.net", None),
    ],
)
def test_addresses(host, address):
    assert address_of(host, OPTION) == address


def test_what_is_allowed():
    assert [(each.host, list(each.ports)) for each in allowed(OPTION)] == [
        ("example.com", [443, 80, 8443]),
        ("db.example.org", [5432]),
    ]
    assert allowed("") == allowed(" , ") == []
    with pytest.raises(ValueError, match="FAULTLINE_EGRESS holds 'example.com:https'"):
        allowed("example.com:https")


def test_a_refusal_names_host_and_option():
    assert "example.net" in refusal("example.net")
    assert "FAULTLINE_EGRESS=example.net" in refusal("example.net")


def query(host, kind):
    labels = b"".join(bytes([len(each)]) + each.encode() for each in host.split("."))
    return struct.pack("!HHHHHH", 77, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", kind, 1)


def test_a_known_name_has_an_address_and_no_other_record():
    answer, refused = reply(query("sqs.amazonaws.com", 1), lambda name: "127.0.0.4")
    assert struct.unpack_from("!HHHHHH", answer) == (77, 0x8580, 1, 1, 0, 0)
    assert answer.endswith(socket.inet_aton("127.0.0.4"))
    assert refused is None
    # AAAA: the name is there, without such a record.
    answer, refused = reply(query("sqs.amazonaws.com", 28), lambda name: "127.0.0.4")
    assert struct.unpack_from("!HHHHHH", answer) == (77, 0x8580, 1, 0, 0, 0)
    assert refused is None


def test_an_unknown_name_does_not_exist_and_is_told():
    answer, refused = reply(query("www.example.net", 1), lambda name: None)
    assert struct.unpack_from("!HHHHHH", answer) == (77, 0x8583, 1, 0, 0, 0)
    assert refused == "www.example.net"
