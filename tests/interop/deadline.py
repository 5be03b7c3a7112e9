"""Waiting for something to become true, with an end to the patience."""

import time


class Expired(AssertionError):
    pass


def until(condition, seconds, what, interval=0.02):
    """The first true value of condition(), asked again and again."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Expired(f"after {seconds} s still not: {what}")
        time.sleep(interval)
