"""What both clients share: requests, answers, and when a call is repeated.

A call is a generator: it yields what has to be done (send, wait, get a token) and is sent the result,
so that the rules stand here once and the clients only do it, blocking or not.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Generator, List, Mapping, Optional, Union
from urllib.parse import quote, urlencode

import httpx

from .answers import Request, error_of
from .errors import GigastoreError
from .operations import TABLE
from .retry import Retry, delay_before

VERSION = "0.1.0"
STALE_TOKEN = ("token_expired", "invalid_token")
#: A token is renewed when this share of its life is left, or a minute if that is less.
RENEWAL_SHARE = 0.1
RENEWAL_SECONDS = 60.0


@dataclass
class Settings:
    """How to reach a store and how to log in."""

    base_url: str
    client_id: Optional[str] = None
    client_secret: Optional[str] = None
    access_token: Union[None, str, Callable[[], str]] = None
    timeout: float = 30.0
    retry: Retry = field(default_factory=Retry)
    on_request: Optional[Callable[[Dict[str, Any]], None]] = None
    on_answer: Optional[Callable[[Dict[str, Any]], None]] = None
    on_retry: Optional[Callable[[Dict[str, Any]], None]] = None
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        if not self.base_url.startswith(("http://", "https://")):
            raise ValueError("base_url must be the address of a store, such as https://store.example.")
        if (self.client_id is None) != (self.client_secret is None):
            raise ValueError("client_id and client_secret belong together.")
        if self.client_id is not None and self.access_token is not None:
            raise ValueError("Give an API key or an access token: only one of them.")


@dataclass(frozen=True)
class Token:
    """A token and the time at which it is renewed, by our own clock."""

    text: str
    renew_at: float


@dataclass(frozen=True)
class Send:
    """A request that the client is to send."""

    method: str
    url: str
    headers: Dict[str, str]
    content: Optional[bytes]
    timeout: float


@dataclass(frozen=True)
class Wait:
    """A time in seconds that the client is to wait."""

    seconds: float


@dataclass(frozen=True)
class NeedToken:
    """The client is to get its token, instead of this one if the store refused it."""

    instead_of: Optional[str] = None


Step = Union[Send, Wait, NeedToken]
Call = Generator[Step, Any, httpx.Response]


def prepare(
    settings: Settings,
    name: str,
    path_args: List[str],
    input: Optional[Mapping[str, Any]],
    *,
    idempotency_key: Optional[str] = None,
    timeout: Optional[float] = None,
    locale: Optional[str] = None,
    accept: Optional[str] = None,
) -> Request:
    """Return the request of a call, with one idempotency key for all its attempts."""
    operation = TABLE[name]
    path = operation.path
    for value in path_args:
        if not isinstance(value, str) or value == "":
            raise ValueError(f"{name} needs a text that is not empty for each part of its path.")
        start, end = path.index("{"), path.index("}")
        path = path[:start] + quote(value, safe="") + path[end + 1 :]
    query, content = "", None
    headers = {
        "accept": accept or "application/json, */*;q=0.5",
        "user-agent": f"gigastore-python/{VERSION}",
    }
    if input is not None and operation.method == "GET":
        given = {key: _to_text(value) for key, value in input.items() if value is not None}
        query = f"?{urlencode(given)}" if given else ""
    elif input is not None:
        content = json.dumps(input).encode()
        headers["content-type"] = "application/json"
    key = (idempotency_key or str(uuid.uuid4())) if operation.takes_key else None
    if key:
        headers["idempotency-key"] = key
    if locale:
        headers["accept-language"] = locale
    url = settings.base_url.rstrip("/") + path + query
    return Request(operation, url, headers, content, timeout or settings.timeout, key)


def call(settings: Settings, request: Request) -> Call:
    """Send a request until it succeeds. Raise GigastoreError if it must not be repeated."""
    operation = request.operation
    is_safe = operation.is_read or request.key is not None
    is_renewed = False
    attempt = 1
    while True:
        token = yield from _authorize(settings, request)
        try:
            return (yield from _attempt(settings, request, attempt))
        except GigastoreError as error:
            if token and not is_renewed and error.code in STALE_TOKEN and settings.client_id:
                is_renewed = True
                yield NeedToken(instead_of=token)
                attempt += 1
                continue
            delay = delay_before(error, is_safe=is_safe, retry=settings.retry)
            if delay is None:
                raise
            _tell(settings.on_retry, {**_note(request, attempt), "code": error.code, "delay": delay})
            yield Wait(delay)
            attempt += 1


def _authorize(settings: Settings, request: Request) -> Generator[Step, Any, Optional[str]]:
    access = request.operation.access
    if access == "open":
        return None
    if access == "credentials":
        auth = httpx.BasicAuth(settings.client_id or "", settings.client_secret or "")
        probe = next(auth.auth_flow(httpx.Request("POST", request.url)))
        request.headers["authorization"] = probe.headers["authorization"]
        return None
    if settings.client_id is not None:
        token = yield NeedToken()
    else:
        given = settings.access_token
        token = given() if callable(given) else given
    if token:
        request.headers["authorization"] = f"Bearer {token}"
    return token


def _attempt(settings: Settings, request: Request, attempt: int) -> Call:
    note = _note(request, attempt)
    _tell(settings.on_request, note)
    started_at = settings.now()
    send = Send(
        request.operation.method, request.url, request.headers, request.content, request.timeout
    )
    outcome = yield send
    duration = settings.now() - started_at
    if isinstance(outcome, httpx.Response) and outcome.is_success:
        answered = {"status": outcome.status_code, "request_id": outcome.headers.get("x-request-id")}
        _tell(settings.on_answer, {**note, **answered, "duration": duration})
        return outcome
    error = error_of(request, outcome, attempt=attempt, now=settings.now())
    failed = {"status": error.status, "request_id": error.request_id, "code": error.code}
    _tell(settings.on_answer, {**note, **failed, "duration": duration})
    raise error from (outcome if isinstance(outcome, Exception) else None)


def token_of(settings: Settings, asked_at: float, grant: Mapping[str, Any]) -> Token:
    """Return a token that runs out by our clock, so that the store's may be another."""
    life = float(grant["expiresIn"])
    return Token(grant["accessToken"], asked_at + life - min(RENEWAL_SECONDS, life * RENEWAL_SHARE))


def _note(request: Request, attempt: int) -> Dict[str, Any]:
    """What hooks are told: no header, no query and no body, and so no secret."""
    path = httpx.URL(request.url).path
    note = {"operation": request.operation.name, "method": request.operation.method}
    return {**note, "path": path, "attempt": attempt, "idempotency_key": request.key}


def _tell(hook: Optional[Callable[[Dict[str, Any]], None]], note: Dict[str, Any]) -> None:
    if hook is None:
        return
    try:
        hook(note)
    except Exception:  # A hook that fails must not fail the call.
        pass


def _to_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
