"""Gives each execution environment a ``/tmp`` of its own, by a mount namespace, where the machine allows it.

Elsewhere ``TMPDIR`` alone separates environments: what a function writes to a literal ``/tmp/...`` is then shared.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

# $1 mount, $2 the new /tmp, $3... folders that must stay visible although they lie under /tmp, --, the command.
_SCRIPT = """
mount=$1 tmp=$2
shift 2
while [ "$1" != -- ]; do
  mkdir -p "$tmp${1#/tmp}" && "$mount" --bind "$1" "$tmp${1#/tmp}" || exit 125
  shift
done
shift
"$mount" --rbind "$tmp" /tmp && cd "$LAMBDA_TASK_ROOT" || exit 125
unset PWD OLDPWD SHLVL _ mount tmp
exec "$@"
"""


def _wrapper(unshare: Sequence[str], mount: str, temporary_folder: Path, visible: Iterable[Path]) -> list[str]:
    hidden = [str(path) for path in visible if path.is_relative_to("/tmp")]
    return [*unshare, "--", "/bin/sh", "-c", _SCRIPT, "sandbox", mount, str(temporary_folder), *hidden, "--"]


@cache
def _namespace_command() -> tuple[Sequence[str], str] | None:
    """How to enter a mount namespace here and the ``mount`` program, found by trying; ``None`` where it is not possible."""
    unshare, mount = shutil.which("unshare"), shutil.which("mount")
    if unshare is None or mount is None:
        return None
    as_root = [unshare, "--mount", "--propagation", "private"]
    for attempt in (as_root, [*as_root, "--user", "--map-root-user"]):
        with tempfile.TemporaryDirectory() as folder:
            marker = Path(folder) / f"marker-of-{Path(folder).name}"
            marker.touch()
            command = [*_wrapper(attempt, mount, Path(folder), []), "/bin/sh", "-c", f"test -e /tmp/{marker.name}"]
            result = subprocess.run(
                command, env={**os.environ, "LAMBDA_TASK_ROOT": "/"}, capture_output=True, check=False, timeout=10
            )
        if result.returncode == 0:
            return attempt, mount
    return None


def private_tmp(temporary_folder: Path, visible: Iterable[Path]) -> Sequence[str]:
    """The words to put in front of a command so that ``temporary_folder`` is its ``/tmp``; none where that cannot be."""
    namespace = _namespace_command()
    return _wrapper(*namespace, temporary_folder, visible) if namespace else []
