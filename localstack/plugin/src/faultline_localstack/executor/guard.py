"""Ends all execution environments when LocalStack dies, however it dies.

A frozen process cannot notice anything, and a parent-death signal fires when the *thread* that spawned the process
ends. So one small shell reads from a pipe which process groups live; the pipe ends with LocalStack, even by ``kill -9``.
"""

import os
import subprocess
import threading
from contextlib import suppress

from faultline_localstack.executor.variables import LAB_MARKER

_SCRIPT = """
trap '' HUP INT TERM
groups=' '
while read -r change group; do
  case $change in
    + ) groups="$groups$group " ;;
    - ) groups="${groups%% $group *} ${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
"""


class Guard:
    """Starts its shell with the first group; all methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shell: subprocess.Popen[bytes] | None = None

    def watch(self, group: int) -> None:
        self._tell(f"+ {group}\n")

    def forget(self, group: int) -> None:
        self._tell(f"- {group}\n")

    def _tell(self, line: str) -> None:
        with self._lock:
            if self._shell is None or self._shell.poll() is not None:
                marker = os.environ.get(LAB_MARKER)
                self._shell = subprocess.Popen(
                    ["/bin/sh", "-c", _SCRIPT],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={LAB_MARKER: marker} if marker else {},
                    cwd="/",
                    start_new_session=True,
                )
            assert self._shell.stdin is not None
            with suppress(BrokenPipeError):
                self._shell.stdin.write(line.encode())
                self._shell.stdin.flush()

    def end(self) -> None:
        """Ends the shell, and with it every group that is still watched."""
        with self._lock:
            if self._shell is not None:
                assert self._shell.stdin is not None
                self._shell.stdin.close()
                self._shell.wait()
                self._shell = None
