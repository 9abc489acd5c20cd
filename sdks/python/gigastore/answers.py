"""What an answer says: its body, or the error that is raised in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional

import httpx

from .errors import GigastoreError
from .operations import Operation
from .retry import read_retry_after


@dataclass
class Request:
    """A call before it is sent."""

    operation: Operation
    url: str
    headers: Dict[str, str]
    content: Optional[bytes]
    timeout: float
    key: Optional[str]


def error_of(request: Request, outcome: Any, *, attempt: int, now: float) -> GigastoreError:
    """Return the error of an answer that refuses, or of an exception in place of an answer."""
    name, key = request.operation.name, request.key
    if isinstance(outcome, Exception):
        is_late = isinstance(outcome, httpx.TimeoutException)
        text = f"no answer within {request.timeout} s" if is_late else f"no answer ({outcome!r})"
        return GigastoreError(
            f"{name}: {text}",
            code="timed_out" if is_late else "connection_failed",
            operation=name,
            idempotency_key=key,
            attempts=attempt,
        )
    problem = _read_problem(outcome)
    text = (problem or {}).get("detail") or f"the answer has status {outcome.status_code}"
    return GigastoreError(
        f"{name}: {text}",
        code=(problem or {}).get("code") or "unexpected_answer",
        operation=name,
        status=outcome.status_code,
        request_id=outcome.headers.get("x-request-id") or (problem or {}).get("requestId"),
        problem=problem,
        retry_after=read_retry_after(outcome.headers, now),
        idempotency_key=key,
        attempts=attempt,
    )


def read_body(request: Request, response: httpx.Response) -> Any:
    """Return the body of an answer: JSON, the text of a CSV, bytes, or None if there is none."""
    if response.status_code == 204 or not response.content:
        return None
    kind = response.headers.get("content-type", "")
    if kind.startswith("text/csv"):
        return response.text
    if "json" not in kind:
        return response.content
    try:
        return response.json()
    except ValueError:
        name = request.operation.name
        text = f"{name}: the answer is not JSON"
        raise GigastoreError(text, code="unexpected_answer", operation=name) from None


def _read_problem(response: httpx.Response) -> Optional[Dict[str, Any]]:
    try:
        problem = response.json()
    except ValueError:
        return None
    is_problem = isinstance(problem, dict) and isinstance(problem.get("code"), str)
    return problem if is_problem else None
