from localstack import config
from localstack.http import Request

from faultline_localstack import identity


def test_tells_who_is_inside(monkeypatch):
    monkeypatch.setattr(config, "LAMBDA_RUNTIME_EXECUTOR", "faultline")
    monkeypatch.setattr(identity, "backend", lambda: None)
    answer = identity.identity(Request("GET", identity.IDENTITY_PATH))
    assert answer == {"version": "0.1.0", "executor": "faultline", "dynamodb": None}
