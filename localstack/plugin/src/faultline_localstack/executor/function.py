"""What an execution environment has to know of the function version that it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Function:
    """``command``, behind the words of ``sandbox``, starts the runtime in ``task_root`` with just ``variables``."""

    name: str
    version: str
    runtime: str
    task_root: Path
    timeout_seconds: int
    memory_mib: int
    command: Sequence[str]
    variables: Mapping[str, str]
    logs_json: bool = False
    sandbox: Sequence[str] = ()
