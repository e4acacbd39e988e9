"""
Changes of a table. DynamoDB takes one change of an index at a time, and the next when the table is active again.

Source: Amazon DynamoDB API Reference, *UpdateTable*.
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any

Model = dict[str, Any]

PAUSE_SECONDS = 0.05
THROUGHPUT = ("BillingMode", "ProvisionedThroughput")


def update_table(clients: Any, model: Model, before: Mapping[str, Any]) -> None:
    """Makes the table what the template wants; ``model`` learns the ARN of a new stream."""
    client, name = clients.dynamodb, model["TableName"]
    for change in _changes(model, before):
        client.update_table(TableName=name, AttributeDefinitions=model["AttributeDefinitions"], **change)
        description = _active(client, name)
        if "StreamSpecification" in change:
            model["StreamArn"] = description.get("LatestStreamArn")
    _change_ttl(client, name, model.get("TimeToLiveSpecification"), before.get("TimeToLiveSpecification"))


def _changes(model: Model, before: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if any(model.get(each) != before.get(each) for each in THROUGHPUT):
        billing = {"BillingMode": model.get("BillingMode", "PROVISIONED")}
        provisioned = model.get("ProvisionedThroughput")
        yield billing if provisioned is None else {**billing, "ProvisionedThroughput": _numbers(provisioned)}
    wanted, had = model.get("StreamSpecification"), before.get("StreamSpecification")
    if wanted != had:
        # A stream is ended before another view of it begins.
        if had:
            yield {"StreamSpecification": {"StreamEnabled": False}}
        if wanted:
            yield {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": wanted["StreamViewType"]}}
    yield from _index_changes(_by_name(model), _by_name(before))


def _index_changes(wanted: Mapping[str, Model], had: Mapping[str, Model]) -> Iterator[dict[str, Any]]:
    replaced = {name for name in wanted if name in had and _shape(wanted[name]) != _shape(had[name])}
    for name in had:
        if name not in wanted or name in replaced:
            yield {"GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": name}}]}
    for name, index in wanted.items():
        if name not in had or name in replaced:
            throughput = index.get("ProvisionedThroughput")
            made = {**_shape(index), **({} if throughput is None else {"ProvisionedThroughput": _numbers(throughput)})}
            yield {"GlobalSecondaryIndexUpdates": [{"Create": made}]}
        elif (throughput := index.get("ProvisionedThroughput")) not in (None, had[name].get("ProvisionedThroughput")):
            changed = {"IndexName": name, "ProvisionedThroughput": _numbers(throughput)}
            yield {"GlobalSecondaryIndexUpdates": [{"Update": changed}]}


def _by_name(model: Mapping[str, Any]) -> dict[str, Model]:
    return {index["IndexName"]: index for index in model.get("GlobalSecondaryIndexes") or ()}


def _shape(index: Model) -> Model:
    return {name: index[name] for name in ("IndexName", "KeySchema", "Projection") if name in index}


def _numbers(throughput: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(units) for name, units in throughput.items()}


def _active(client: Any, name: str) -> Mapping[str, Any]:
    while True:
        table: Mapping[str, Any] = client.describe_table(TableName=name)["Table"]
        indexes = table.get("GlobalSecondaryIndexes") or ()
        if table["TableStatus"] == "ACTIVE" and all(index["IndexStatus"] == "ACTIVE" for index in indexes):
            return table
        time.sleep(PAUSE_SECONDS)


def _change_ttl(client: Any, name: str, wanted: Model | None, had: Model | None) -> None:
    """One attribute at a time: the old one is let go before another is taken."""
    is_on, was_on = _is_enabled(wanted), _is_enabled(had)
    if was_on and wanted != had:
        client.update_time_to_live(TableName=name, TimeToLiveSpecification={**(had or {}), "Enabled": False})
    if is_on and wanted != had:
        client.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted)


def _is_enabled(ttl: Model | None) -> bool:
    return ttl is not None and str(ttl.get("Enabled")).lower() == "true"
