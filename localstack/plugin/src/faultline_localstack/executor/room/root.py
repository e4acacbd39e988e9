"""
The file system that a function sees: this machine's, with Lambda's own folders in their places.

It is put together in a mount namespace, so that nobody else sees it, nothing is left of it, and no folder has to be there
on the machine.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from faultline_localstack.executor.room import kernel

_OWN = ("opt", "run", "tmp", "var")
"""What a function has of its own. Without the machine's ``/run`` there are no sockets to services that resolve names."""
_OWN_IN_VAR = ("lang", "lock", "run", "runtime", "task", "tmp")


@dataclass(frozen=True)
class Mount:
    """A file or folder of this machine, and where the function sees it."""

    source: str
    target: str
    read_only: bool = True


def show(mounts: Iterable[Mount], root: str) -> None:
    """
    Makes the calling process, alone in its mount namespace, see the mounts in order, and this machine around them.

    :param root: an empty folder to put it together in
    """
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", root, "tmpfs", 0, "size=1m,mode=755")
    _show_all("/", root, _OWN)
    for own in _OWN:
        Path(root, own).mkdir()
    _show_all("/var", f"{root}/var", _OWN_IN_VAR)
    Path(root, "var/tmp").symlink_to("/tmp")
    Path(root, "var/run").symlink_to("/run")
    for mount in mounts:
        _show_one(mount, root)
    os.chroot(root)


def _show_all(folder: str, target: str, besides: Iterable[str]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            place = f"{target}/{entry.name}"
            if entry.name in besides:
                continue
            if entry.is_symlink():
                Path(place).symlink_to(Path(entry.path).readlink())
            elif entry.is_dir():
                Path(place).mkdir()
                kernel.bind(entry.path, place)
            elif entry.is_file():
                Path(place).touch()
                kernel.bind(entry.path, place)


def _show_one(mount: Mount, root: str) -> None:
    # Links in the way, such as a resolv.conf that lies in /run, are those of the function's root.
    target = Path(root + _without_links(mount.target, root))
    if Path(mount.source).is_dir():
        target.mkdir(parents=True, exist_ok=True)
    elif not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.bind(mount.source, str(target))
    if mount.read_only:
        kernel.make_read_only(str(target))


def _without_links(path: str, root: str) -> str:
    real = "/"
    for part in Path(path).parts[1:]:
        real = os.path.join(real, part)  # noqa: PTH118 (a link may be absolute)
        for _ in range(40):
            place = Path(root + real)
            if not place.is_symlink():
                break
            real = os.path.normpath(os.path.join(os.path.dirname(real), place.readlink()))  # noqa: PTH118, PTH120
    return real
