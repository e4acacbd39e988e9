"""One change at a time, and only what has changed."""

from typing import Any

from faultline_localstack.cloudformation.table_update import update_table

HASH = [{"AttributeName": "pk", "KeyType": "HASH"}]
ALL = {"ProjectionType": "ALL"}


def index(name: str, **more: Any) -> dict[str, Any]:
    return {"IndexName": name, "KeySchema": HASH, "Projection": ALL, **more}


class DynamoDB:
    """Remembers what it was told; a table is busy once after each change."""

    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []
        self.ttl: list[dict[str, Any]] = []
        self.busy = 0

    def update_table(self, **change: Any) -> None:
        assert self.busy == 0, "the table was not active yet"
        del change["TableName"], change["AttributeDefinitions"]
        self.changes.append(change)
        self.busy = 1

    def describe_table(self, TableName: str) -> dict[str, Any]:  # noqa: N803
        self.busy, status = 0, "UPDATING" if self.busy else "ACTIVE"
        return {"Table": {"TableStatus": status, "LatestStreamArn": "arn:new"}}

    def update_time_to_live(self, TableName: str, TimeToLiveSpecification: dict[str, Any]) -> None:  # noqa: N803
        self.ttl.append(TimeToLiveSpecification)


class Clients:
    def __init__(self) -> None:
        self.dynamodb = DynamoDB()


def change(wanted: dict[str, Any], had: dict[str, Any]) -> tuple[DynamoDB, dict[str, Any]]:
    clients, model = Clients(), {"TableName": "t", "AttributeDefinitions": [], **wanted}
    update_table(clients, model, had)
    return clients.dynamodb, model


def test_nothing_has_changed() -> None:
    table = {"GlobalSecondaryIndexes": [index("a")], "StreamSpecification": {"StreamViewType": "KEYS_ONLY"}}
    told, _ = change(table, table)
    assert (told.changes, told.ttl) == ([], [])


def test_an_index_that_is_another_is_deleted_before_it_is_made() -> None:
    told, _ = change(
        {"GlobalSecondaryIndexes": [index("a", KeySchema=[]), index("b")]},
        {"GlobalSecondaryIndexes": [index("a"), index("c")]},
    )
    updates = [next(iter(each["GlobalSecondaryIndexUpdates"][0])) for each in told.changes]
    assert updates == ["Delete", "Delete", "Create", "Create"]


def test_a_stream_ends_before_another_begins() -> None:
    told, model = change(
        {"StreamSpecification": {"StreamViewType": "NEW_IMAGE"}},
        {"StreamSpecification": {"StreamViewType": "KEYS_ONLY"}},
    )
    assert [each["StreamSpecification"]["StreamEnabled"] for each in told.changes] == [False, True]
    assert model["StreamArn"] == "arn:new"


def test_throughput_comes_as_numbers() -> None:
    told, _ = change(
        {"ProvisionedThroughput": {"ReadCapacityUnits": "3", "WriteCapacityUnits": 4}},
        {"BillingMode": "PAY_PER_REQUEST"},
    )
    assert told.changes == [
        {"BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}
    ]


def test_an_index_takes_another_throughput_as_it_is() -> None:
    units = {"ReadCapacityUnits": "3", "WriteCapacityUnits": "4"}
    had = {"ReadCapacityUnits": "1", "WriteCapacityUnits": "1"}
    told, _ = change(
        {"GlobalSecondaryIndexes": [index("a", ProvisionedThroughput=units), index("b", ProvisionedThroughput=had)]},
        {"GlobalSecondaryIndexes": [index("a", ProvisionedThroughput=had), index("b", ProvisionedThroughput=had)]},
    )
    update = {"IndexName": "a", "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}
    assert told.changes == [{"GlobalSecondaryIndexUpdates": [{"Update": update}]}]


def test_an_attribute_of_ttl_is_let_go_before_another_is_taken() -> None:
    on = {"AttributeName": "a", "Enabled": True}
    told, _ = change(
        {"TimeToLiveSpecification": {"AttributeName": "b", "Enabled": True}}, {"TimeToLiveSpecification": on}
    )
    assert [(each["AttributeName"], each["Enabled"]) for each in told.ttl] == [("a", False), ("b", True)]
    told, _ = change({}, {"TimeToLiveSpecification": on})
    assert told.ttl == [{"AttributeName": "a", "Enabled": False}]
