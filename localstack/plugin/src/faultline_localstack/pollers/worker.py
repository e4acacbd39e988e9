"""The event source mapping worker around a concurrent poller."""

import logging
import os
from typing import Any

from localstack.services.lambda_.event_source_mapping.esm_worker import EsmState, EsmStateReason, EsmWorker

from .batch import BatchRunner
from .invoker import FunctionTarget
from .poller import ConcurrentPoller
from .scaling import Scaling
from .slots import Slots
from .source import QueueSource

LOG = logging.getLogger(__name__)

CONCURRENCY_CAP = 16
"""Batches at once for a mapping without ``MaximumConcurrency``: AWS goes up to 1,250, here each is a process."""


class SqsEsmWorker(EsmWorker):
    """LocalStack's worker and its states, with a poller that runs batches at once."""

    _newest: "dict[str, SqsEsmWorker]" = {}  # noqa: RUF012 - the mappings of the one LocalStack of this process
    _slots: "dict[str, Slots]" = {}  # noqa: RUF012

    def __init__(self, esm_config: dict[str, Any], enabled: bool) -> None:
        super().__init__(esm_config, poller=None, enabled=enabled, user_state_reason=EsmStateReason.USER_INITIATED)
        self._newest[self.uuid] = self
        self.poller = self._create_poller(esm_config)

    def _create_poller(self, config: dict[str, Any]) -> ConcurrentPoller:
        source = QueueSource(config["EventSourceArn"])
        runner = BatchRunner(
            source,
            FunctionTarget(config["FunctionArn"]),
            reports_failures="ReportBatchItemFailures" in (config.get("FunctionResponseTypes") or []),
            stopping=self._shutdown_event,
        )
        maximum = config.get("ScalingConfig", {}).get("MaximumConcurrency")
        return ConcurrentPoller(
            config,
            source,
            runner,
            slots=self._slots.setdefault(self.uuid, Slots()),
            scaling=Scaling(maximum or concurrency_cap()),
            stopping=self._shutdown_event,
        )

    def update_esm_state_in_store(self, new_state: EsmState) -> None:
        """An update makes a new worker and stops this one, whose late "Disabled" must not overwrite the new state."""
        if self._newest.get(self.uuid) is self:
            super().update_esm_state_in_store(new_state)

    def delete_esm_in_store(self) -> None:
        self._newest.pop(self.uuid, None)
        self._slots.pop(self.uuid, None)
        super().delete_esm_in_store()


def concurrency_cap() -> int:
    """The cap of this machine: ``FAULTLINE_POLLERS_CONCURRENCY``, else ``CONCURRENCY_CAP``."""
    given = os.environ.get("FAULTLINE_POLLERS_CONCURRENCY", "").strip() or str(CONCURRENCY_CAP)
    if given.isdigit() and int(given) > 0:
        return int(given)
    LOG.error("FAULTLINE_POLLERS_CONCURRENCY is %r; give a number from 1. %d is used.", given, CONCURRENCY_CAP)
    return CONCURRENCY_CAP
