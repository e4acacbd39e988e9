import threading

from faultline_localstack.pollers.scaling import Scaling
from faultline_localstack.pollers.slots import Slots


def test_gives_as_many_places_as_the_bound():
    slots, scaling = Slots(), Scaling(2)
    assert [slots.acquire(scaling, 0) for _ in range(3)] == [True, True, False]
    assert slots.busy == 2


def test_a_release_wakes_a_waiter():
    slots, scaling = Slots(), Scaling(1)
    slots.acquire(scaling, 0)
    threading.Timer(0.05, slots.release).start()
    assert slots.acquire(scaling, 10)


def test_waiting_makes_the_bound_grow():
    slots, scaling = Slots(), Scaling(100)
    for _ in range(5):
        slots.acquire(scaling, 0)
    assert not slots.acquire(scaling, 0.05)
    assert slots.acquire(scaling, 1)


def test_running_batches_count_against_a_new_bound():
    slots = Slots()
    for _ in range(4):
        slots.acquire(Scaling(4), 0)
    smaller = Scaling(2)
    for _ in range(2):
        assert not slots.acquire(smaller, 0)
        slots.release()
    assert not slots.acquire(smaller, 0)
    slots.release()
    assert slots.acquire(smaller, 0)
