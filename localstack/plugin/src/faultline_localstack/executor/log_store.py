"""Log events on the short way into CloudWatch Logs: where they lie in the end, without a call of its API."""

from typing import Any

from localstack.services.logs.models import get_moto_logs_backend
from localstack.services.plugins import SERVICE_PLUGINS

from faultline_localstack.chaos.short_way import SHORT_WAY


def stored(account_id: str, region: str, group: str, stream: str, events: list[dict[str, Any]]) -> bool:
    """Whether it was done; not where group or stream are missing, nor where LocalStack has to look for metrics in the events."""
    if not SHORT_WAY.leads_between_services():
        return False
    SERVICE_PLUGINS.require("logs")
    logs = get_moto_logs_backend(account_id, region)
    if logs.filters.metric_filters or group not in logs.groups or stream not in logs.groups[group].streams:
        return False
    logs.put_log_events(group, stream, events)
    return True
