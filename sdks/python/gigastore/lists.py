"""Lists that load their pages, and streams of events that reconnect."""

from __future__ import annotations

import json
from typing import (
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Dict,
    Generator,
    Generic,
    Iterator,
    Mapping,
    Optional,
    TypeVar,
)

from .operations import Operation
from .paging import first_input, items_of, next_input

Item = TypeVar("Item")
Page = TypeVar("Page")
Input = Optional[Mapping[str, Any]]

#: The store sends a comment every 15 seconds; a stream that is silent for longer is dead.
SILENCE_SECONDS = 45.0
FIRST_DELAY = 0.5
LONGEST_DELAY = 15.0


class Items(Generic[Item, Page]):
    """A list: ``page()`` is its first page, and iterating gives every item of all pages."""

    def __init__(self, operation: Operation, input: Input, load: Callable[[Input], Any]) -> None:
        self._operation, self._input, self._load = operation, input, load

    def page(self) -> Page:
        """Return the first page, as the store has it."""
        return self._load(self._input)

    def pages(self) -> Iterator[Page]:
        """Iterate over whole pages."""
        input: Optional[Dict[str, Any]] = first_input(self._operation, self._input)
        while input is not None:
            page = self._load(input or None)
            yield page
            input = next_input(self._operation, input, page)

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from items_of(self._operation, page)


class AsyncList(Generic[Item, Page]):
    """A list: await it for its first page, or iterate (``async for``) over every item."""

    def __init__(
        self, operation: Operation, input: Input, load: Callable[[Input], Awaitable[Any]]
    ) -> None:
        self._operation, self._input, self._load = operation, input, load

    def __await__(self) -> Generator[Any, None, Page]:
        return self._load(self._input).__await__()

    async def pages(self) -> AsyncIterator[Page]:
        """Iterate over whole pages."""
        input: Optional[Dict[str, Any]] = first_input(self._operation, self._input)
        while input is not None:
            page = await self._load(input or None)
            yield page
            input = next_input(self._operation, input, page)

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in items_of(self._operation, page):
                yield item


class Blocks:
    """Reads server-sent events from lines: the ``data`` lines of a block are one event."""

    def __init__(self) -> None:
        self._data: str = ""

    def read(self, line: str) -> Optional[Dict[str, Any]]:
        """Return the event that ends with this line."""
        if line.startswith("data:"):
            self._data += line[len("data:") :].lstrip()
        if line != "" or self._data == "":
            return None
        data, self._data = self._data, ""
        return json.loads(data)


Events = Iterator[Dict[str, Any]]
AsyncEvents = AsyncIterator[Dict[str, Any]]
