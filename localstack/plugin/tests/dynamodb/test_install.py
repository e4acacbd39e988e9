import hashlib

import pytest

from faultline_localstack.dynamodb.install import ChecksumMismatch, install, is_complete
from faultline_localstack.dynamodb.lock import Jar


def jar_of(name: str, content: bytes) -> Jar:
    return Jar(f"pkg:maven/org.example/{name}@1", hashlib.sha256(content).hexdigest())


JARS = [jar_of(name, name.encode()) for name in ("one", "two", "three")]


def fetch_right(jar, path):
    path.write_bytes(jar.file_name.removesuffix("-1.jar").encode())


def ignore(_line):
    pass


def test_installs_every_jar_and_tells_the_progress(tmp_path):
    lines = []
    install(tmp_path, JARS, lines.append, fetch_right)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one-1.jar", "three-1.jar", "two-1.jar"]
    assert lines[-1] == "DynamoDB Local: 3 of 3 jars"
    assert is_complete(tmp_path, JARS)


def test_refuses_a_jar_with_a_wrong_checksum(tmp_path):
    with pytest.raises(ChecksumMismatch, match="pkg:maven/org.example/one@1: expected"):
        install(tmp_path, JARS[:1], ignore, lambda _, path: path.write_bytes(b"something else"))
    assert list(tmp_path.iterdir()) == []


def test_goes_on_where_an_interrupted_install_stopped(tmp_path):
    install(tmp_path, JARS[:2], ignore, fetch_right)
    (tmp_path / "three-1.jar.part").write_bytes(b"half")
    fetched = []

    def fetch(jar, path):
        fetched.append(jar.file_name)
        fetch_right(jar, path)

    install(tmp_path, JARS, ignore, fetch)
    assert fetched == ["three-1.jar"]
    assert is_complete(tmp_path, JARS)


def test_tries_again_when_the_network_fails(tmp_path):
    calls = []

    def fetch(jar, path):
        calls.append(jar)
        if len(calls) == 1:
            raise ConnectionError("reset")
        fetch_right(jar, path)

    install(tmp_path, JARS[:1], ignore, fetch)
    assert is_complete(tmp_path, JARS[:1])


def test_gives_up_when_the_network_stays_down(tmp_path):
    def fetch(_jar, _path):
        raise ConnectionError("no route")

    with pytest.raises(ConnectionError, match="no route"):
        install(tmp_path, JARS, ignore, fetch)
    assert not is_complete(tmp_path, JARS)
