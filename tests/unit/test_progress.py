from __future__ import annotations

import pytest

from installer.progress import SETTLED, SPACING, WINDOW, Cancel, Pace, Progress, Spaced, ignore


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def moment(files: int = 0, total: int = 10, component: str = "a", phase: str = "stage") -> Progress:
    return Progress(phase, component, files * 100, total * 100, files, total)


def test_no_time_left_is_named_before_two_seconds_of_data() -> None:
    clock = Clock()
    pace = Pace(clock)
    named = []
    for step in range(30):
        clock.now = 1000.0 + step / 10
        named.append(pace.seconds_left(step * 10, 1000))
    assert named[: int(SETTLED * 10)] == [None] * int(SETTLED * 10)
    assert named[-1] == pytest.approx(7, abs=1)


def test_the_time_left_follows_the_pace_of_the_last_seconds() -> None:
    clock = Clock()
    pace = Pace(clock)
    done = 0
    for _ in range(200):
        clock.now += 0.1
        done += 100
        pace.seconds_left(done, 10**6)
    for _ in range(int(WINDOW * 10) + 5):
        clock.now += 0.1
        done += 10
        slow = pace.seconds_left(done, 10**6)
    assert slow == pytest.approx((10**6 - done) / 100, rel=0.05)


def test_one_burst_moves_the_time_left_little() -> None:
    clock = Clock()
    pace = Pace(clock)
    done = 0
    for _ in range(100):
        clock.now += 0.1
        done += 100
        before = pace.seconds_left(done, 10**6)
    clock.now += 0.1
    after = pace.seconds_left(done + 1000, 10**6)
    assert before is not None
    assert after == pytest.approx(before, rel=0.15)


def test_nothing_is_named_while_nothing_moves_or_nothing_is_known() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(50):
        clock.now += 0.1
        assert pace.seconds_left(0, 100) is None
        assert pace.seconds_left(5, 0) is None
    clock.now += 3
    assert pace.seconds_left(50, 100) is not None
    pace.restart()
    assert pace.seconds_left(60, 100) is None


def test_at_the_end_no_time_is_left() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.seconds_left(0, 100)
    clock.now += SETTLED
    assert pace.seconds_left(100, 100) == 0


def test_only_moments_that_can_be_followed_are_passed_on() -> None:
    clock = Clock()
    told: list[Progress] = []
    spaced = Spaced(told.append, clock)
    for files in range(5):
        spaced(moment(files))
    assert [progress.done_files for progress in told] == [0]
    clock.now += SPACING
    spaced(moment(6))
    spaced(moment(7))
    spaced(moment(8, component="b"))
    spaced(moment(9, component="b"))
    spaced(moment(10, component="b"))
    spaced(moment(10, component="b"))
    spaced(moment(0, component="b", phase="commit"))
    assert [progress.done_files for progress in told] == [0, 6, 8, 10, 0]


def test_the_fraction_is_of_bytes_where_bytes_are_counted() -> None:
    assert Progress("stage", "a", 25, 100, 1, 2).fraction == 0.25
    assert Progress("commit", "a", 0, 0, 1, 2).fraction == 0.5
    assert Progress("check", "a", 5, 0, 0, 0).fraction == 0.0
    assert Progress("stage", "a", 101, 100, 0, 0).fraction == 1.0


def test_a_moment_is_one_document() -> None:
    assert moment(1).to_document() == {
        "progress": {
            "phase": "stage",
            "component": "a",
            "done_bytes": 100,
            "total_bytes": 1000,
            "done_files": 1,
            "total_files": 10,
            "seconds_left": None,
        }
    }


def test_a_cancel_is_asked_for_once_and_stays() -> None:
    cancel = Cancel()
    assert not cancel.requested
    cancel.request()
    assert cancel.requested
    ignore(moment())
