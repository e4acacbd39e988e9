"""What this machine has: cores and memory, those of the container where one is set."""

import os
from pathlib import Path

_KIB_PER_MIB = 1024
_BYTES_PER_MIB = 1024 * 1024
_CONTROL_GROUP = Path("/sys/fs/cgroup")


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def _meminfo(field: str) -> int:
    for line in Path("/proc/meminfo").read_text().splitlines():
        name, value = line.split(":", 1)
        if name == field:
            return int(value.split()[0]) // _KIB_PER_MIB
    raise LookupError(f"/proc/meminfo has no {field}")


def _control_group(file: str) -> int | None:
    """MiB, or None where this process has no limit of its own."""
    try:
        text = (_CONTROL_GROUP / file).read_text().strip()
    except OSError:
        return None
    return None if text == "max" else int(text) // _BYTES_PER_MIB


def total_mib() -> int:
    limit = _control_group("memory.max")
    total = _meminfo("MemTotal")
    return total if limit is None else min(total, limit)


def available_mib() -> int:
    """What could be taken now without swapping."""
    available = _meminfo("MemAvailable")
    limit, used = _control_group("memory.max"), _control_group("memory.current")
    return available if limit is None or used is None else min(available, max(0, limit - used))


def is_on_a_core(pid: int) -> bool:
    """Whether the process runs or waits for a core, rather than for something else."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] == "R"
