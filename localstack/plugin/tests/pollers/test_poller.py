import threading
import time
from collections import deque

import pytest

from faultline_localstack.pollers.batch import Outcome
from faultline_localstack.pollers.poller import ConcurrentPoller
from faultline_localstack.pollers.scaling import Scaling
from faultline_localstack.pollers.slots import Slots


class Queue:
    arn = "arn:aws:sqs:us-east-1:000000000000:orders"

    def __init__(self, messages=(), fifo=False):
        self.is_fifo = fifo
        self.visibility_timeout = 30
        self.waiting = deque(messages)
        self.deleted = []
        self.hidden = []
        self.changed = threading.Condition()

    def put(self, *messages):
        with self.changed:
            self.waiting += messages
            self.changed.notify_all()

    def wait(self, timeout):
        with self.changed:
            return self.changed.wait_for(lambda: bool(self.waiting), min(timeout, 0.05))

    def receive(self, at_most):
        with self.changed:
            return [self.waiting.popleft() for _ in range(min(at_most, len(self.waiting)))]

    def hide(self, messages, seconds):
        self.hidden += [message["MessageId"] for message in messages]

    def delete(self, messages):
        self.deleted += [message["MessageId"] for message in messages]


class Runner:
    """Holds every batch until it is let go, and remembers how many ran at once."""

    def __init__(self, complete=True):
        self.lock = threading.Lock()
        self.go = threading.Event()
        self.outcome = Outcome(complete)
        self.running = self.peak = 0
        self.batches = []

    def run(self, batch):
        with self.lock:
            self.running += 1
            self.peak = max(self.peak, self.running)
            self.batches.append([message["MessageId"] for message in batch.messages])
        self.go.wait(10)
        with self.lock:
            self.running -= 1
        return self.outcome


def message(number, group=None):
    return {"MessageId": f"{number}", "Body": f"{number}", "ReceiptHandle": "", "Attributes": {"MessageGroupId": group}}


def until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true within 10 s"
        time.sleep(0.005)


@pytest.fixture
def start():
    stopping = threading.Event()
    threads = []

    def begin(queue, runner, maximum=5, **config):
        poller = ConcurrentPoller({"BatchSize": 1} | config, queue, runner, Slots(), Scaling(maximum), stopping)

        def work():
            poller.poll_events()
            poller.close()

        threads.append(threading.Thread(target=work))
        threads[0].start()
        return stopping, threads[0], runner

    yield begin
    stopping.set()
    for thread in threads:
        thread.join(10)


def test_runs_as_many_batches_at_once_as_allowed_and_never_more(start):
    queue, runner = Queue(message(n) for n in range(40)), Runner()
    start(queue, runner, maximum=4)
    until(lambda: runner.running == 4)
    runner.go.set()
    until(lambda: len(runner.batches) == 40)
    assert runner.peak == 4


def test_an_idle_mapping_takes_a_new_message(start):
    queue, runner = Queue(), Runner()
    start(queue, runner)
    time.sleep(0.1)
    queue.put(message(1))
    until(lambda: runner.running == 1)
    runner.go.set()


def test_a_stop_lets_running_batches_finish_and_takes_nothing_more(start):
    queue, runner = Queue([message(1)]), Runner()
    stopping, thread, _ = start(queue, runner)
    until(lambda: runner.running == 1)
    stopping.set()
    queue.put(message(2))
    thread.join(0.3)
    assert thread.is_alive()
    runner.go.set()
    thread.join(10)
    assert not thread.is_alive()
    assert runner.batches == [["1"]]
    assert len(queue.waiting) == 1


def test_a_batching_window_collects_until_the_batch_is_full(start):
    queue, runner = Queue([message(1)]), Runner()
    runner.go.set()
    start(queue, runner, BatchSize=3, MaximumBatchingWindowInSeconds=20)
    queue.put(message(2))
    queue.put(message(3))
    until(lambda: runner.batches == [["1", "2", "3"]])


def test_a_batching_window_ends_with_what_is_there(start):
    queue, runner = Queue([message(1)]), Runner()
    runner.go.set()
    start(queue, runner, BatchSize=3, MaximumBatchingWindowInSeconds=1)
    until(lambda: runner.batches == [["1"]])


def test_messages_that_a_filter_rejects_are_deleted_and_not_delivered(start):
    queue, runner = Queue(message(n) for n in range(4)), Runner()
    runner.go.set()
    start(queue, runner, BatchSize=4, FilterCriteria={"Filters": [{"Pattern": '{"body": ["1", "3"]}'}]})
    until(lambda: runner.batches == [["1", "3"]])
    assert queue.deleted == ["0", "2"]


def test_the_groups_of_a_fifo_queue_run_at_once_each_in_order(start):
    queue, runner = Queue((message(n, group="ab"[n % 2]) for n in range(4)), fifo=True), Runner()
    start(queue, runner, BatchSize=10)
    until(lambda: runner.running == 2)
    assert sorted(runner.batches) == [["0", "2"], ["1", "3"]]
    runner.go.set()


def test_more_groups_than_slots_wait_for_their_turn(start):
    queue, runner = Queue((message(n, group=str(n)) for n in range(6)), fifo=True), Runner()
    start(queue, runner, maximum=2, BatchSize=10)
    until(lambda: runner.running == 2)
    runner.go.set()
    until(lambda: len(runner.batches) == 6)
    assert runner.peak == 2


def test_nothing_of_a_fifo_group_overtakes_its_failed_batch(start):
    large = [message(n, group="a") | {"Body": "x" * 4_000_000} for n in range(3)]
    queue, runner = Queue(large, fifo=True), Runner(complete=False)
    runner.go.set()
    stopping, thread, _ = start(queue, runner, BatchSize=10)
    until(lambda: runner.batches != [])
    stopping.set()
    thread.join(10)
    assert runner.batches == [["0"]]


def test_a_window_ends_before_its_first_message_is_visible_again(start):
    queue, runner = Queue([message(1)]), Runner()
    queue.visibility_timeout = 1
    start(queue, runner, BatchSize=10, MaximumBatchingWindowInSeconds=60)
    until(lambda: runner.batches == [["1"]])
    runner.go.set()


def test_groups_that_wait_for_a_place_stay_hidden(start):
    queue, runner = Queue([message(1, "a"), message(2, "b"), message(3, "c")], fifo=True), Runner()
    queue.visibility_timeout = 1
    start(queue, runner, maximum=1, BatchSize=10)
    until(lambda: {"2", "3"} <= set(queue.hidden))
    assert runner.batches == [["1"]]
    assert "1" not in queue.hidden
    runner.go.set()
    until(lambda: runner.batches == [["1"], ["2"], ["3"]])
