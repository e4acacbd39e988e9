"""Which runtimes there are, and what starts each."""

from collections.abc import Mapping
from pathlib import Path

from faultline_localstack.executor.place import Place
from faultline_localstack.executor.runtimes import custom, node, python
from faultline_localstack.executor.runtimes.launch import Launch, RuntimeNotSupportedError

NAMES = (*node.NAMES, *python.NAMES, *custom.NAMES)


def refuse(runtime: str) -> None:
    """:raises RuntimeNotSupportedError: if this executor cannot run it"""
    if runtime not in NAMES:
        raise RuntimeNotSupportedError(
            f"Runtime {runtime!r} cannot run without Docker here; supported are {', '.join(NAMES)}. "
            "Compiled languages run as a bootstrap on provided.al2023."
        )


def notice(runtime: str) -> str:
    """What a user should know of how the runtime runs here; empty if it is what it says."""
    if runtime in node.OLD:
        return f"{runtime} is out of support and runs on the lab's newer Node.js here"
    if runtime in python.NAMES and runtime != python.VERSION:
        return f"{runtime} runs on this machine's {python.VERSION} here"
    return ""


def launch(
    runtime: str,
    place: Place,
    memory_mib: int,
    task_root: Path,
    layers: Path | None = None,
    of_function: Mapping[str, str] | None = None,
    cache: Path | None = None,
) -> Launch:
    """
    :param task_root: where the code lies on this machine; ``layers`` likewise
    :param of_function: the function's own variables
    :param cache: a folder for what environments of the same package may share
    :raises RuntimeNotSupportedError: if this executor cannot run it
    """
    refuse(runtime)
    if runtime in node.NAMES:
        return node.launch(runtime, place, memory_mib, of_function or {}, cache)
    if runtime in python.NAMES:
        return python.launch(runtime, place)
    return custom.launch(place, task_root, layers)
