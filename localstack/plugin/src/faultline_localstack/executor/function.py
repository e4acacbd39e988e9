"""What an execution environment has to know of the function version that it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from faultline_localstack.executor.ground import OPEN_GROUND, Ground


@dataclass(frozen=True)
class Function:
    """``command`` starts the runtime on ``ground`` in ``task_root`` with just ``variables``; both are as the function sees
    them. ``notice`` is what its log says at each start."""

    name: str
    version: str
    runtime: str
    task_root: Path
    timeout_seconds: int
    memory_mib: int
    command: Sequence[str]
    variables: Mapping[str, str]
    logs_json: bool = False
    ground: Ground = OPEN_GROUND
    notice: str = ""
