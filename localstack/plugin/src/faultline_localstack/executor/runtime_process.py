"""The operating system's side of an execution environment: one process group that is spawned, frozen, thawed and killed."""

import os
import select
import signal
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from faultline_localstack.executor.ground import OPEN_GROUND, Ground

# As Go's `os.ProcessState`, in which Lambda words them.
_SIGNAL_NAMES = {signal.SIGKILL: "killed", signal.SIGTERM: "terminated", signal.SIGINT: "interrupt"}
_KIB_PER_MIB = 1024


def exit_reason(return_code: int) -> str:
    """How Lambda tells that a runtime ended: ``exit status 1``, ``signal: killed``; empty for status 0."""
    if return_code == 0:
        return ""
    if return_code > 0:
        return f"exit status {return_code}"
    number = signal.Signals(-return_code)
    return f"signal: {_SIGNAL_NAMES.get(number) or (signal.strsignal(number) or number.name).lower()}"


class RuntimeProcess:
    """A process group. ``kill`` may be called from any thread at any time; everything else belongs to the driving thread."""

    def __init__(
        self, command: Sequence[str], variables: Mapping[str, str], directory: Path, ground: Ground = OPEN_GROUND
    ) -> None:
        """:raises CannotStart: if the program is missing or cannot be executed"""
        read_end, write_end = os.pipe()
        try:
            self._process = ground.start(command, variables, directory, write_end)
        except BaseException:
            os.close(read_end)
            raise
        finally:
            os.close(write_end)
        os.set_blocking(read_end, False)
        self.output_fd = read_end
        self.pid = self._process.pid
        self.exit_fd = os.pidfd_open(self.pid)
        self._lock = threading.Lock()
        self._return_code: int | None = None
        self.frozen = False

    @property
    def has_exited(self) -> bool:
        """Whether the leader has ended, reaped or not."""
        if self._return_code is not None:
            return True
        ended = select.poll()
        ended.register(self.exit_fd, select.POLLIN)
        return bool(ended.poll(0))

    def _signal(self, number: signal.Signals) -> None:
        # The leader is not reaped before its group is killed, so the id cannot belong to somebody else meanwhile.
        with self._lock:
            if self._return_code is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.pid, number)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)
        self.frozen = True

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)
        self.frozen = False

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def reap(self) -> int:
        """Kills what is left of the group, waits for the leader and returns its return code (negative: signal)."""
        if self._return_code is None:
            os.waitid(os.P_PIDFD, self.exit_fd, os.WEXITED | os.WNOWAIT)
        self.kill()
        with self._lock:
            if self._return_code is None:
                self._return_code = self._process.wait()
            return self._return_code

    def read_output(self) -> bytes:
        """Everything that the group has written to stdout and stderr, in order, since the last call."""
        chunks: list[bytes] = []
        with suppress(BlockingIOError):
            while chunk := os.read(self.output_fd, 65536):
                chunks.append(chunk)
        return b"".join(chunks)

    def memory_mib(self) -> tuple[int, int]:
        """The leader's peak resident set and its unreclaimable memory now, in MiB; zeros when it is gone."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return 0, 0
        fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)

        def kib(name: str) -> int:
            return int(fields.get(name, "0 kB").split()[0])

        return kib("VmHWM") // _KIB_PER_MIB, (kib("RssAnon") + kib("RssShmem")) // _KIB_PER_MIB

    def close(self) -> None:
        """Ends the group and gives its descriptors back."""
        self.kill()
        self.reap()
        os.close(self.output_fd)
        os.close(self.exit_fd)
