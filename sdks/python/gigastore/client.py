"""The two clients: ``Gigastore`` blocks, ``AsyncGigastore`` awaits."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any, AsyncIterator, Dict, Iterator, List, Optional

import httpx

from .answers import Request, read_body
from .core import NeedToken, Send, Settings, Token, Wait, call, prepare, token_of
from .errors import GigastoreError
from .lists import (
    FIRST_DELAY,
    LONGEST_DELAY,
    SILENCE_SECONDS,
    AsyncList,
    Blocks,
    Items,
)
from .methods_gen import AsyncMethods, Methods
from .operations import TABLE

AUTHENTICATE = "auth.authenticate"


class Gigastore(Methods):
    """A client of one account of a store. Threads may share it.

    Its methods are the operations of the API, grouped by what they are about:
    ``customers.register``, ``packages.refund``. A method takes the parts of the path, then the query or
    the body as a dictionary, then options by name.
    """

    def __init__(
        self, base_url: str, *, http: Optional[httpx.Client] = None, **settings: Any
    ) -> None:
        self._settings = Settings(base_url, **settings)
        self._http = http or httpx.Client(limits=httpx.Limits(max_connections=None))
        self._token: Optional[Token] = None
        self._lock = threading.Lock()
        super().__init__(self._call)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> "Gigastore":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _call(self, name: str, path: List[str], input: Any, **options: Any) -> Any:
        operation = TABLE[name]
        if name == "events.stream":
            return self._stream(input or {}, options)
        if operation.paging is None or options.get("accept"):
            return self._once(name, path, input, options)
        return Items(operation, input, lambda given: self._once(name, path, given, options))

    def _once(self, name: str, path: List[str], input: Any, options: Dict[str, Any]) -> Any:
        request = prepare(self._settings, name, path, input, **options)
        return read_body(request, self._run(request))

    def _run(self, request: Request) -> httpx.Response:
        steps = call(self._settings, request)
        result: Any = None
        try:
            while True:
                step = steps.send(result)
                if isinstance(step, Send):
                    result = self._send(step)
                elif isinstance(step, Wait):
                    result = time.sleep(step.seconds)
                else:
                    result = self._get_token(step)
        except StopIteration as end:
            return end.value

    def _send(self, step: Send) -> Any:
        try:
            return self._http.request(
                step.method, step.url, headers=step.headers, content=step.content, timeout=step.timeout
            )
        except httpx.HTTPError as error:
            return error

    def _get_token(self, step: NeedToken) -> str:
        # One request, however many threads wait for the lock.
        with self._lock:
            token = self._token
            is_good = token is not None and self._settings.now() < token.renew_at
            if token is None or not is_good or token.text == step.instead_of:
                asked_at = self._settings.now()
                grant = self._once(AUTHENTICATE, [], None, {})
                token = self._token = token_of(self._settings, asked_at, grant)
            return token.text

    def _stream(self, input: Dict[str, Any], options: Dict[str, Any]) -> Iterator[Dict[str, Any]]:
        given, delay = dict(input), FIRST_DELAY
        while True:
            try:
                with self._http.stream(**self._stream_request(given, options)) as response:
                    if not response.is_success:
                        response.read()
                    _check_stream(response)
                    blocks = Blocks()
                    for line in response.iter_lines():
                        event = blocks.read(line.rstrip("\r\n"))
                        if event is not None:
                            given["after"], delay = event["sequence"], FIRST_DELAY
                            yield event
                if "timeout" in given:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    def _stream_request(self, input: Dict[str, Any], options: Dict[str, Any]) -> Dict[str, Any]:
        request = prepare(self._settings, "events.stream", [], input, **options)
        token = self._get_token(NeedToken()) if self._settings.client_id else None
        return _stream_arguments(self._settings, request, token)


class AsyncGigastore(AsyncMethods):
    """The same client for asyncio: methods are awaited, lists and streams iterated by ``async for``."""

    def __init__(
        self, base_url: str, *, http: Optional[httpx.AsyncClient] = None, **settings: Any
    ) -> None:
        self._settings = Settings(base_url, **settings)
        self._http = http or httpx.AsyncClient(limits=httpx.Limits(max_connections=None))
        self._token: Optional[Token] = None
        self._lock: Optional[asyncio.Lock] = None
        super().__init__(self._call)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> "AsyncGigastore":
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.close()

    def _call(self, name: str, path: List[str], input: Any, **options: Any) -> Any:
        operation = TABLE[name]
        if name == "events.stream":
            return self._stream(input or {}, options)
        if operation.paging is None or options.get("accept"):
            return self._once(name, path, input, options)
        return AsyncList(operation, input, lambda given: self._once(name, path, given, options))

    async def _once(self, name: str, path: List[str], input: Any, options: Dict[str, Any]) -> Any:
        request = prepare(self._settings, name, path, input, **options)
        return read_body(request, await self._run(request))

    async def _run(self, request: Request) -> httpx.Response:
        steps = call(self._settings, request)
        result: Any = None
        try:
            while True:
                step = steps.send(result)
                if isinstance(step, Send):
                    result = await self._send(step)
                elif isinstance(step, Wait):
                    result = await asyncio.sleep(step.seconds)
                else:
                    result = await self._get_token(step)
        except StopIteration as end:
            return end.value

    async def _send(self, step: Send) -> Any:
        try:
            return await self._http.request(
                step.method, step.url, headers=step.headers, content=step.content, timeout=step.timeout
            )
        except httpx.HTTPError as error:
            return error

    async def _get_token(self, step: NeedToken) -> str:
        # Made here, as before Python 3.10 a lock belongs to the loop in which it is made.
        self._lock = self._lock or asyncio.Lock()
        async with self._lock:
            token = self._token
            is_good = token is not None and self._settings.now() < token.renew_at
            if token is None or not is_good or token.text == step.instead_of:
                asked_at = self._settings.now()
                grant = await self._once(AUTHENTICATE, [], None, {})
                token = self._token = token_of(self._settings, asked_at, grant)
            return token.text

    async def _stream(
        self, input: Dict[str, Any], options: Dict[str, Any]
    ) -> AsyncIterator[Dict[str, Any]]:
        given, delay = dict(input), FIRST_DELAY
        while True:
            try:
                request = prepare(self._settings, "events.stream", [], given, **options)
                token = await self._get_token(NeedToken()) if self._settings.client_id else None
                arguments = _stream_arguments(self._settings, request, token)
                async with self._http.stream(**arguments) as response:
                    if not response.is_success:
                        await response.aread()
                    _check_stream(response)
                    blocks = Blocks()
                    async for line in response.aiter_lines():
                        event = blocks.read(line.rstrip("\r\n"))
                        if event is not None:
                            given["after"], delay = event["sequence"], FIRST_DELAY
                            yield event
                if "timeout" in given:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)


def _stream_arguments(
    settings: Settings, request: Request, token: Optional[str]
) -> Dict[str, Any]:
    given = settings.access_token
    text = token or (given() if callable(given) else given)
    headers = {**request.headers, "accept": "text/event-stream"}
    if text:
        headers["authorization"] = f"Bearer {text}"
    timeout = httpx.Timeout(request.timeout, read=SILENCE_SECONDS)
    return {"method": "GET", "url": request.url, "headers": headers, "timeout": timeout}


def _check_stream(response: httpx.Response) -> None:
    """Raise GigastoreError if the store refuses the stream; what passes is tried again."""
    if response.is_success:
        return
    if response.status_code == 429 or response.status_code >= 500:
        raise httpx.RemoteProtocolError(f"status {response.status_code}")
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    raise GigastoreError(
        f"events.stream: {problem.get('detail', response.status_code)}",
        code=problem.get("code", "unexpected_answer"),
        operation="events.stream",
        status=response.status_code,
        request_id=response.headers.get("x-request-id"),
        problem=problem,
    )
