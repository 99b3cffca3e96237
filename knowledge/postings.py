"""Numbers filed under terms, kept flat: thousands of small lists would take longer to load than a question to answer."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping


class Postings:
    """For each term the numbers filed under it, each with a weight."""

    def __init__(self, filed: Mapping[str, Iterable[tuple[int, float]]]) -> None:
        self._numbers = array("I")
        self._weights = array("d")
        self._places: dict[str, tuple[int, int]] = {}
        for term, pairs in filed.items():
            start = len(self._numbers)
            for number, weight in pairs:
                self._numbers.append(number)
                self._weights.append(weight)
            self._places[term] = start, len(self._numbers)

    def of(self, term: str) -> Iterator[tuple[int, float]]:
        """The numbers filed under a term, with their weights."""
        start, end = self._places.get(term, (0, 0))
        return zip(self._numbers[start:end], self._weights[start:end], strict=True)

    def weight(self, term: str, number: int) -> float:
        """The weight of a number under a term; 0 where it isn't filed."""
        start, end = self._places.get(term, (0, 0))
        try:
            return self._weights[self._numbers.index(number, start, end)]
        except ValueError:
            return 0.0
