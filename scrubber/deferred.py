"""A value that is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Deferred(Generic[Value]):
    """A value that is made when it is first asked for. It equals the value's twin; a pickle holds the value.

    >>> told = Deferred(lambda: 6 * 7)
    >>> told.value, told == Deferred.of(42), told
    (42, True, 42)
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make: Callable[[], Value] | None = make
        self._made: tuple[Value, ...] = ()

    @classmethod
    def of(cls, value: Value) -> Deferred[Value]:
        """One that is made already."""
        return cls(lambda: value)

    @property
    def value(self) -> Value:
        """The value; what makes it is forgotten after the first time."""
        make = self._make
        if make is not None:
            self._made = (make(),)  # in two threads at once it is made twice, and is the same
            self._make = None
        return self._made[0]

    def __eq__(self, other: object) -> bool:
        return self.value == other.value if isinstance(other, Deferred) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __reduce__(self) -> tuple[Any, ...]:
        return Deferred.of, (self.value,)
