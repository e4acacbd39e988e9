"""Whom functions may reach besides this machine: the hosts that ``FAULTLINE_EGRESS`` names, ``host`` or ``host:port``."""

from collections.abc import Sequence
from dataclasses import dataclass

OPTION = "FAULTLINE_EGRESS"
DEFAULT_PORTS = (443, 80)
AWS_ADDRESS = "127.0.0.4"
"""Where the engine answers for AWS's own names."""


@dataclass(frozen=True)
class Allowed:
    """A host, the ports of it, and the loopback address that stands for it in the room."""

    host: str
    ports: Sequence[int]
    address: str


def allowed(option: str) -> list[Allowed]:
    """:raises ValueError: for a port that is no number"""
    entries = [each.strip() for each in option.split(",") if each.strip()]
    hosts: dict[str, list[int]] = {}
    for entry in entries:
        host, _, port = entry.partition(":")
        if port and not port.isdecimal():
            raise ValueError(f"{OPTION} holds {entry!r}; expected is host or host:port, separated by commas.")
        hosts.setdefault(host.lower().rstrip("."), []).extend([int(port)] if port else DEFAULT_PORTS)
    return [
        Allowed(host, ports, f"127.64.{number // 250}.{number % 250 + 1}")
        for number, (host, ports) in enumerate(hosts.items())
    ]


def is_of_this_machine(host: str) -> bool:
    """Names that mean the machine itself, whoever is asked."""
    return (
        host == "localhost"
        or host.endswith((".localhost", ".localhost.localstack.cloud"))
        or host == "localhost.localstack.cloud"
    )


def is_of_aws(host: str) -> bool:
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws"))


def refusal(host: str) -> str:
    """What a function's log says when it asked for a host that it may not reach."""
    return (
        f"{host} cannot be reached: functions reach this machine and what AWS names on it, nothing else. "
        f"To allow it, start the lab with {OPTION}={host} (more by commas)."
    )
