"""Where a function sees its folders: on AWS's own paths in the room, where they lie on open ground."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from faultline_localstack.executor.room.root import Mount

TASK_ROOT = Path("/var/task")
LAYERS = Path("/opt")
TMP = Path("/tmp")


class Place(Protocol):
    @property
    def task_root(self) -> Path: ...

    @property
    def layers(self) -> Path: ...

    @property
    def tmp(self) -> Path: ...

    def show(self, source: Path, target: str, *, read_only: bool = True) -> Path:
        """Makes a file or folder of this machine visible, if it can at ``target``; returns where the function sees it."""

    def keep(self, source: Path) -> Path:
        """As ``show``, for what works at its own path only."""


@dataclass(frozen=True)
class OpenPlace:
    """This machine as it is."""

    task_root: Path
    layers: Path
    tmp: Path

    def show(self, source: Path, target: str, *, read_only: bool = True) -> Path:  # noqa: ARG002
        return source

    def keep(self, source: Path) -> Path:
        return source


@dataclass(frozen=True)
class RoomPlace:
    """Collects the mounts."""

    mounts: list[Mount] = field(default_factory=list)
    task_root: Path = TASK_ROOT
    layers: Path = LAYERS
    tmp: Path = TMP

    def show(self, source: Path, target: str, *, read_only: bool = True) -> Path:
        self.mounts.append(Mount(str(source), target, read_only))
        return Path(target)

    def keep(self, source: Path) -> Path:
        # Elsewhere the room shows this machine anyway.
        if source.is_relative_to("/tmp") or source.is_relative_to("/var") or source.is_relative_to("/opt"):
            self.show(source, str(source))
        return source
