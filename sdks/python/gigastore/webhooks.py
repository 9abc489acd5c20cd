"""Verification of webhooks by Standard Webhooks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Union

Secret = Union[str, Sequence[str]]
Handler = Callable[[Dict[str, Any]], Any]
_PREFIX = "whsec_"
_REMEMBERED = 10_000


class WebhookError(Exception):
    """A delivery that must not be believed; ``code`` says why.

    The codes are ``missing_header``, ``invalid_signature``, ``timestamp_too_old``,
    ``timestamp_too_new``, ``invalid_body`` and ``body_was_parsed``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Verified:
    """A delivery that the store has signed."""

    #: The same for every attempt of a delivery.
    id: str
    sent_at: float
    body: Dict[str, Any]


def verify_webhook(
    headers: Mapping[str, str],
    body: Union[bytes, str],
    secret: Secret,
    *,
    tolerance_seconds: float = 300,
    now: Callable[[], float] = time.time,
) -> Verified:
    """Return the event of a delivery. Raise WebhookError if signature, time or body is wrong."""
    verified = verify_original_webhook(
        headers, body, secret, tolerance_seconds=tolerance_seconds, now=now
    )
    content = verified.body
    if not isinstance(content, dict) or not isinstance(content.get("type"), str):
        raise WebhookError("invalid_body", "The body is not in the common shape.")
    return verified


def verify_original_webhook(
    headers: Mapping[str, str],
    body: Union[bytes, str],
    secret: Secret,
    *,
    tolerance_seconds: float = 300,
    now: Callable[[], float] = time.time,
) -> Verified:
    """Verify a delivery to the endpoint of one original event, whose body has its original shape."""
    if not isinstance(body, (bytes, str)):
        raise WebhookError("body_was_parsed", "The body was parsed before it was verified.")
    content = body.encode() if isinstance(body, str) else body
    lower = {name.lower(): value for name, value in headers.items()}
    delivery, sent_at, signatures = (
        _header(lower, f"webhook-{name}") for name in ("id", "timestamp", "signature")
    )
    _check_time(sent_at, now() , tolerance_seconds)
    signed = f"{delivery}.{sent_at}.".encode() + content
    given = [_decode(one[len("v1,") :]) for one in signatures.split(" ") if one.startswith("v1,")]
    secrets = [secret] if isinstance(secret, str) else secret
    ours = [hmac.new(_key(one), signed, hashlib.sha256).digest() for one in secrets]
    if not any(hmac.compare_digest(a, b) for a in ours for b in given if b is not None):
        raise WebhookError("invalid_signature", "The signature is not by this secret.")
    try:
        return Verified(delivery, float(sent_at), json.loads(content.decode()))
    except ValueError:
        raise WebhookError("invalid_body", "The body is not JSON.") from None


class Receiver:
    """Verifies deliveries and handles each event once.

    ``on`` has a function for each type of event, and ``on_event`` takes all others. Both are given
    the event. ``seen`` is a container of the IDs that were handled, such as one in your database;
    by default the last 10,000 are kept.
    """

    def __init__(
        self,
        secret: Secret,
        *,
        on: Optional[Mapping[str, Handler]] = None,
        on_event: Optional[Handler] = None,
        seen: Any = None,
        tolerance_seconds: float = 300,
    ) -> None:
        self.secret = secret
        self._on = dict(on or {})
        self._on_event = on_event
        self._seen = RecentIds() if seen is None else seen
        self._tolerance = tolerance_seconds
        self._lock = threading.Lock()

    def receive(self, headers: Mapping[str, str], body: Union[bytes, str]) -> Tuple[int, str]:
        """Return the status to answer, and why the delivery was not accepted.

        204 if it is handled (or was before), 401 or 400 if it must not be believed. What the handler
        raises is raised: answer 500 then, and the store delivers the event again.
        """
        try:
            verified = verify_webhook(
                headers, body, self.secret, tolerance_seconds=self._tolerance
            )
        except WebhookError as error:
            return (400 if error.code == "invalid_body" else 401), str(error)
        # The same delivery may arrive twice at the same time.
        with self._lock:
            if verified.id not in self._seen:
                handler = self._on.get(verified.body["type"], self._on_event)
                if handler is not None:
                    handler(verified.body)
                self._seen.add(verified.id)
        return 204, ""


class RecentIds:
    """Keeps the last IDs, as long as the process runs."""

    def __init__(self, limit: int = _REMEMBERED) -> None:
        self._ids: "OrderedDict[str, None]" = OrderedDict()
        self._limit = limit

    def __contains__(self, delivery: object) -> bool:
        return delivery in self._ids

    def add(self, delivery: str) -> None:
        self._ids[delivery] = None
        if len(self._ids) > self._limit:
            self._ids.popitem(last=False)


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise WebhookError("missing_header", f"The header {name} is missing.")
    return value


def _check_time(sent_at: str, now: float, tolerance: float) -> None:
    hint = "Check the clock of this machine."
    if not (sent_at.isascii() and sent_at.isdigit()):
        raise WebhookError("timestamp_too_old", "The time of the delivery is not a number.")
    age = now - float(sent_at)
    if age > tolerance:
        raise WebhookError("timestamp_too_old", f"The delivery was sent {age:.0f} seconds ago. {hint}")
    if -age > tolerance:
        raise WebhookError("timestamp_too_new", f"The delivery was sent in {-age:.0f} seconds. {hint}")


def _key(secret: str) -> bytes:
    key = _decode(secret[len(_PREFIX) :] if secret.startswith(_PREFIX) else secret)
    if not key:
        raise ValueError("The secret must be `whsec_` and base64.")
    return key


def _decode(text: str) -> Optional[bytes]:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


__all__: List[str] = [
    "Receiver",
    "RecentIds",
    "Verified",
    "WebhookError",
    "verify_original_webhook",
    "verify_webhook",
]
