"""What AWS Lambda says of mappings that it refuses."""

from typing import Any

import pytest

from faultline_localstack.mappings.rules import Queue, refusal

STANDARD = Queue(is_fifo=False, visibility_timeout=30)
FIFO = Queue(is_fifo=True, visibility_timeout=30)
BOUND = "failed to satisfy constraint: Member must have value"


@pytest.mark.parametrize(
    ("settings", "queue", "timeout", "message"),
    [
        ({}, Queue(False, 10), 20, "Queue visibility timeout: 10 seconds is less than Function timeout: 20 seconds"),
        (
            {"BatchSize": 11},
            STANDARD,
            3,
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ),
        ({"MaximumBatchingWindowInSeconds": 1}, FIFO, 3, "Batching window is not supported for FIFO queues"),
        (
            {"BatchSize": 10001},
            STANDARD,
            3,
            f"1 validation error detected: Value '10001' at 'batchSize' {BOUND} less than or equal to 10000",
        ),
        (
            {"ScalingConfig": {"MaximumConcurrency": 1}},
            STANDARD,
            3,
            f"1 validation error detected: Value '1' at 'scalingConfig.maximumConcurrency' {BOUND} greater than or equal to 2",
        ),
        ({"StartingPosition": "LATEST"}, STANDARD, 3, "StartingPosition is not valid for SQS event sources."),
        (
            {"MaximumRetryAttempts": 2},
            STANDARD,
            3,
            "Unsupported MaximumRetryAttempts parameter for given event source mapping type.",
        ),
        (
            {"ScalingConfig": {"MaximumConcurrency": 5}},
            None,
            3,
            "Unsupported ScalingConfig parameter for given event source mapping type.",
        ),
        ({"FilterCriteria": {"Filters": [{"Pattern": "no JSON"}]}}, STANDARD, 3, "Invalid filter pattern definition."),
        ({"FilterCriteria": {"Filters": [{}]}}, None, 3, "Invalid filter pattern definition."),
    ],
)
def test_is_refused(settings: dict[str, Any], queue: Queue | None, timeout: int, message: str) -> None:
    assert refusal(settings, queue, timeout) == message


@pytest.mark.parametrize(
    ("settings", "queue"),
    [
        ({}, STANDARD),
        ({"BatchSize": 10000, "MaximumBatchingWindowInSeconds": 300}, STANDARD),
        ({"BatchSize": 10}, FIFO),
        ({"MaximumRecordAgeInSeconds": -1, "MaximumRetryAttempts": -1, "ParallelizationFactor": 1}, None),
        ({"FilterCriteria": {"Filters": [{"Pattern": '{"body":{"a":[1]}}'}]}}, STANDARD),
        # What is not known yet is looked at when it is.
        ({"BatchSize": 100, "MaximumBatchingWindowInSeconds": {"Ref": "Window"}}, STANDARD),
        ({}, Queue(False, None)),
    ],
)
def test_is_taken(settings: dict[str, Any], queue: Queue | None) -> None:
    assert refusal(settings, queue, 30) is None
