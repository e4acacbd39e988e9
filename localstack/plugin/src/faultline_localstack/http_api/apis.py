"""The HTTP APIs that are deployed, in memory, as everything in a LocalStack."""

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Properties = Mapping[str, Any]
"""As CloudFormation has them."""

ALPHABET = string.ascii_lowercase + string.digits


def new_id(length: int = 7) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


@dataclass(frozen=True)
class Snapshot:
    """Routes and integrations as they were, or are, by their ids."""

    routes: dict[str, Properties] = field(default_factory=dict)
    integrations: dict[str, Properties] = field(default_factory=dict)

    def copy(self) -> "Snapshot":
        return Snapshot(dict(self.routes), dict(self.integrations))


@dataclass
class HttpApi:
    """One API. A stage that deploys by itself shows ``live``, another the snapshot of its deployment."""

    api_id: str
    account_id: str
    region: str
    properties: Properties
    live: Snapshot = field(default_factory=Snapshot)
    stages: dict[str, Properties] = field(default_factory=dict)
    deployments: dict[str, Snapshot] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"{self.api_id}.execute-api.{self.region}.amazonaws.com"

    def shown_by(self, stage: Properties) -> Snapshot | None:
        """What a stage serves; ``None`` before its first deployment."""
        if str(stage.get("AutoDeploy", False)).lower() == "true":
            return self.live
        return self.deployments.get(stage.get("DeploymentId", ""))


APIS: dict[str, HttpApi] = {}
