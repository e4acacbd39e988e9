"""What starts a runtime."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LIBRARY_PATH = "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib"
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/opt/bin"


class RuntimeNotSupportedError(Exception):
    """This executor cannot run the function: the message says what was given and what it can run."""


@dataclass(frozen=True)
class Launch:
    """The command line, empty if there is no program to start, and the variables that it brings."""

    command: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)
