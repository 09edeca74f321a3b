"""How long the steps of an answer take."""

from time import perf_counter


class Clock:
    """A clock that starts at once; `laps` are the seconds of each step by its name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, name: str) -> None:
        """Note the seconds since the last lap under a name."""
        now = perf_counter()
        self.laps[name] = round(now - self._last, 4)
        self._last = now
