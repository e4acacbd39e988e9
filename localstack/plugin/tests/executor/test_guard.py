"""Nothing outlives a LocalStack that was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from test_environment import is_running, wait_until

from faultline_localstack.executor.guard import Guard

PARENT = """
import subprocess, sys, os, signal
from faultline_localstack.executor.guard import Guard
guard = Guard()
frozen, forgotten = (subprocess.Popen(["sleep", "600"], start_new_session=True) for _ in range(2))
guard.watch(frozen.pid)
guard.watch(forgotten.pid)
guard.forget(forgotten.pid)
os.killpg(frozen.pid, signal.SIGSTOP)
print(frozen.pid, forgotten.pid, flush=True)
sys.stdin.read()
"""


def test_a_frozen_group_dies_with_a_killed_parent() -> None:
    source = str(Path(__file__).parents[2] / "src")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert parent.stdout is not None
    frozen, forgotten = map(int, parent.stdout.readline().split())
    try:
        assert is_running(frozen)
        parent.kill()
        wait_until(lambda: not is_running(frozen))
        assert is_running(forgotten)
    finally:
        os.kill(forgotten, signal.SIGKILL)
        parent.communicate()


def test_end_ends_what_is_still_watched() -> None:
    guard = Guard()
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    guard.watch(child.pid)
    guard.end()
    assert child.wait(timeout=3) == -signal.SIGKILL
