"""What can go wrong, as exceptions."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional


class GigastoreError(Exception):
    """A call that failed.

    Use ``code`` in programs; ``request_id`` finds the request in the store's log. Beside the codes of
    the store there are ``connection_failed``, ``timed_out`` and ``unexpected_answer``.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        operation: str,
        status: int = 0,
        request_id: Optional[str] = None,
        problem: Optional[Mapping[str, Any]] = None,
        retry_after: Optional[float] = None,
        idempotency_key: Optional[str] = None,
        attempts: int = 1,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.operation = operation
        #: The HTTP status; 0 if there was no answer.
        self.status = status
        self.request_id = request_id
        #: The whole answer of the store.
        self.problem: Optional[Dict[str, Any]] = dict(problem) if problem else None
        #: With ``invalid_request``, the parts of the request that are wrong.
        self.errors: List[Dict[str, str]] = list((problem or {}).get("errors") or [])
        #: How many seconds the store asked to wait.
        self.retry_after = retry_after
        #: The key of the call: with it, the same call can be repeated safely.
        self.idempotency_key = idempotency_key
        self.attempts = attempts
