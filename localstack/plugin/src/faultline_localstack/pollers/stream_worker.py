"""The worker of a mapping of a stream, which begins where its predecessor has ended."""

import logging
from typing import Any

from localstack.services.lambda_.event_source_mapping.esm_worker import EsmState, EsmWorker
from localstack.services.lambda_.event_source_mapping.pollers.poller import Poller

from .stream_positions import POSITIONS

LOG = logging.getLogger(__name__)


class StreamEsmWorker(EsmWorker):
    """LocalStack's worker says that it is enabled before it knows where to read."""

    _newest: "dict[str, StreamEsmWorker]" = {}  # noqa: RUF012 - the mappings of the one LocalStack of this process

    def __init__(self, esm_config: dict[str, Any], poller: Poller, enabled: bool) -> None:
        super().__init__(esm_config, poller=poller, enabled=enabled)
        self._predecessor = self._newest.get(self.uuid)
        self._newest[self.uuid] = self

    def start(self) -> None:
        if not self._must_wait():
            # Before the call that creates the mapping returns: what is written after it is read.
            self._begin()
        super().start()

    def poller_loop(self, *arguments: Any, **named: Any) -> None:
        if self._must_wait() and self._predecessor is not None:
            self._predecessor._poller_thread.join()
            self._begin()
        super().poller_loop(*arguments, **named)

    def _must_wait(self) -> bool:
        thread = None if self._predecessor is None else self._predecessor._poller_thread
        return thread is not None and thread.is_alive()

    def _begin(self) -> None:
        try:
            self.poller.shards = self.poller.initialize_shards()
        except Exception as error:
            LOG.warning("The stream of the mapping %s cannot be read yet: %s", self.uuid, error)

    def update_esm_state_in_store(self, new_state: EsmState) -> None:
        """An update makes a new worker and stops this one, whose late "Disabled" must not overwrite the new state."""
        if self._newest.get(self.uuid) is self:
            super().update_esm_state_in_store(new_state)

    def delete_esm_in_store(self) -> None:
        self._newest.pop(self.uuid, None)
        POSITIONS.pop(self.uuid, None)
        super().delete_esm_in_store()
