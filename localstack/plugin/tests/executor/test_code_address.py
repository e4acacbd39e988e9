import boto3
from localstack.services.lambda_.invocation import lambda_models
from localstack.services.lambda_.invocation.lambda_models import S3Code

from faultline_localstack.executor.code_address import sign_with_kept_clients


def code(key):
    return S3Code("1", "000000000000", "tasks", key, s3_object_version=None, code_sha256="", code_size=0)


def test_addresses_are_signed_by_one_client_for_each_end_point(monkeypatch):
    made = []
    monkeypatch.setattr(lambda_models, "boto3", lambda_models.boto3)
    make = boto3.client
    monkeypatch.setattr(boto3, "client", lambda *args, **more: made.append(more["endpoint_url"]) or make(*args, **more))
    sign_with_kept_clients()
    here, there = "http://127.0.0.1:4566", "http://localhost:4566"
    signed = [code(key).generate_presigned_url(endpoint) for endpoint in (here, there) for key in ("a", "b", "a")]
    assert made == [here, there]
    expected = [f"{endpoint}/tasks/{key}" for endpoint in (here, there) for key in ("a", "b", "a")]
    assert [address.partition("?")[0] for address in signed] == expected
    assert all("Signature=" in address for address in signed)
