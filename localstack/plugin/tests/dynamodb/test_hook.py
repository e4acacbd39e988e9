from pathlib import Path
from types import SimpleNamespace

from faultline_localstack.dynamodb.hook import MAIN_CLASS, java_command


def server(**settings):
    defaults = {
        "heap_size": "256m",
        "port": 1234,
        "in_memory": True,
        "db_path": None,
        "delay_transient_statuses": False,
        "optimize_db_before_startup": False,
        "share_db": False,
        "_get_java_vm_options": lambda: ["-XX:UseSVE=0"],
    }
    return SimpleNamespace(**{**defaults, **settings})


def test_starts_dynamodb_local_in_memory():
    command = java_command(server(), Path("/jars"))
    assert command[:2] == ["java", "-XX:UseSVE=0"]
    assert "-Xmx256m" in command
    assert command[-4:] == [MAIN_CLASS, "-port", "1234", "-inMemory"]
    assert "/jars/DynamoDBLocal-2.6.1.jar" in command[command.index("-cp") + 1].split(":")


def test_keeps_what_localstack_was_told_about_persistence(monkeypatch):
    monkeypatch.setenv("FAULTLINE_JAVA", "/opt/java/bin/java")
    command = java_command(server(in_memory=False, db_path="/data", share_db=True), Path("/jars"))
    assert command[0] == "/opt/java/bin/java"
    assert command[-3:] == ["-dbPath", "/data", "-sharedDb"]
