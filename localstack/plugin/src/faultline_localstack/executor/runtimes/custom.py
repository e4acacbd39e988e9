"""Custom runtimes: an executable called ``bootstrap``, in the function's code or in a layer."""

import os
from pathlib import Path

from faultline_localstack.executor.place import Place
from faultline_localstack.executor.runtimes.launch import LIBRARY_PATH, SYSTEM_PATH, Launch

NAMES = ("provided.al2023", "provided.al2")


def launch(place: Place, task_root: Path, layers: Path | None) -> Launch:
    """``task_root`` and ``layers``: where they lie on this machine."""
    candidates = ((task_root, place.task_root), (layers, place.layers))
    found = [seen for real, seen in candidates if real is not None and os.path.lexists(real / "bootstrap")]
    command = [str(found[0] / "bootstrap")] if found else []
    return Launch(command, {"PATH": f"/var/lang/bin:{SYSTEM_PATH}", "LD_LIBRARY_PATH": LIBRARY_PATH})
