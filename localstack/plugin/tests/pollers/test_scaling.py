from faultline_localstack.pollers.scaling import Scaling


def test_starts_with_five_batches():
    assert Scaling(1000).limit == 5


def test_never_passes_the_maximum():
    scaling = Scaling(3)
    scaling.waited(3600)
    assert scaling.limit == 3


def test_grows_by_three_hundred_a_minute_while_messages_wait():
    scaling = Scaling(1000)
    for _ in range(600):
        scaling.waited(0.1)
    assert scaling.limit in (304, 305)


def test_an_empty_queue_brings_it_back_to_the_start():
    scaling = Scaling(1000)
    scaling.waited(60)
    scaling.idle()
    assert scaling.limit == 5


def test_failures_take_concurrency_away_down_to_two():
    scaling = Scaling(10)
    limits = []
    for _ in range(6):
        scaling.failed()
        limits.append(scaling.limit)
    assert limits == [4, 3, 2, 2, 2, 2]


def test_a_maximum_below_the_floor_is_kept():
    scaling = Scaling(1)
    scaling.failed()
    assert scaling.limit == 1
