"""Results kept for every session, the most recently used ones.

Streamlit's own cache takes a good part of a millisecond each time, for a key from the function's
signature and text and, for data, a copy. Here a key is compared as it is and a result handed out
as it is, so that nobody may be able to change one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Up to `most` results by key. Two sessions that ask for the same at once both make it."""

    def __init__(self, most: int) -> None:
        """Begin with nothing kept."""
        self._most, self._lock = most, Lock()
        self._found: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, made if need be."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            self._found[key] = made
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()
