from localstack.services.dynamodb.server import DynamodbServer

from faultline_localstack.identity import identity


def test_tells_who_is_inside_and_where_dynamodb_local_is(monkeypatch):
    monkeypatch.setattr("localstack.config.LAMBDA_RUNTIME_EXECUTOR", "faultline")
    answer = identity(None)
    assert answer["version"] == "0.1.0"
    assert answer["executor"] == "faultline"
    assert answer["dynamodb"] == DynamodbServer.get().url
