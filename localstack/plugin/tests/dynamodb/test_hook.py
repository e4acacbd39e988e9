import os
import socket
import subprocess
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from localstack.utils.sync import poll_condition

from faultline_localstack.dynamodb.hook import DIRECTORY_VARIABLE, MAIN_CLASS, SERVER, java_command


def server(**settings):
    defaults = {
        "heap_size": "256m",
        "port": 1234,
        "in_memory": True,
        "db_path": None,
        "delay_transient_statuses": False,
        "share_db": False,
        "_get_java_vm_options": lambda: ["-XX:UseSVE=0"],
    }
    return SimpleNamespace(**{**defaults, **settings})


def test_starts_dynamodb_local_in_memory():
    command = java_command(server(), Path("/jars"))
    assert command[:2] == ["java", "-XX:UseSVE=0"]
    assert "-Xmx256m" in command
    assert "/jars/DynamoDBLocal-2.6.1.jar" in command[command.index("-cp") + 1].split(":")
    expected = ["port=1234", "inMemory=true", "sharedDb=false", "delayTransientStatuses=false", str(SERVER)]
    assert command[command.index(MAIN_CLASS) + 1 :] == expected


def test_keeps_what_localstack_was_told_about_persistence(monkeypatch):
    monkeypatch.setenv("FAULTLINE_JAVA", "/opt/java/bin/java")
    command = java_command(server(in_memory=False, db_path="/data", share_db=True), Path("/jars"))
    assert command[0] == "/opt/java/bin/java"
    assert command[-5:-1] == ["inMemory=false", "sharedDb=true", "delayTransientStatuses=false", "dbPath=/data"]


@pytest.fixture
def jars():
    """Where the lab installs them; a venv of the lab lies beside."""
    folder = Path(os.environ.get(DIRECTORY_VARIABLE, Path(__file__).parents[4] / ".lab/dynamodb-local"))
    if not folder.is_dir():
        pytest.skip(f"DynamoDB Local is not installed in {folder}")
    return folder


def test_listens_on_loopback_only(jars, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = java_command(server(port=port, _get_java_vm_options=list), jars)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as java:
        process = psutil.Process(java.pid)
        try:
            assert poll_condition(lambda: bool(process.net_connections("inet")), timeout=20, interval=0.05)
            listening = {each.laddr for each in process.net_connections("inet") if each.status == "LISTEN"}
        finally:
            java.kill()
    assert listening == {("127.0.0.1", port)}
