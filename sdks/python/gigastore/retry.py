"""When a call is repeated, and after how long."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Mapping, Optional

from .errors import GigastoreError

#: Callers who were told to wait for the same time do not all come back at the same moment.
SPREAD = 0.5
#: The store refused these before it did anything.
REFUSED_UNSEEN = ("rate_limited", "idempotency_key_in_progress")
#: Failures of the store that another attempt may not meet.
PASSING = (408, 500, 502, 503, 504)


@dataclass(frozen=True)
class Retry:
    """How failures are repeated; times are in seconds."""

    #: The repetitions of a call; 0 repeats nothing.
    retries: int = 4
    #: The time before the first repetition, which doubles each time.
    first_delay: float = 0.5
    #: The longest time between two attempts. A longer ``Retry-After`` is not waited for.
    longest_delay: float = 60.0


def delay_before(error: GigastoreError, *, is_safe: bool, retry: Retry) -> Optional[float]:
    """Return the seconds to wait before the call is repeated; None if it must not be."""
    if error.attempts > retry.retries:
        return None
    if error.code not in REFUSED_UNSEEN and not (is_safe and _is_passing(error)):
        return None
    if error.retry_after is not None:
        if error.retry_after > retry.longest_delay:
            return None
        return error.retry_after + random.uniform(0, min(SPREAD, retry.first_delay))
    most = min(retry.longest_delay, retry.first_delay * 2 ** (error.attempts - 1))
    return random.uniform(most / 2, most)


def read_retry_after(headers: Mapping[str, str], now: float) -> Optional[float]:
    """Return the seconds of ``Retry-After``: a number, or a time by the store's own clock."""
    text = headers.get("retry-after")
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    at = _read_time(text)
    if at is None:
        return None
    store_now = _read_time(headers.get("date", "")) or datetime.fromtimestamp(now, timezone.utc)
    return max(0.0, (at - store_now).total_seconds())


def _is_passing(error: GigastoreError) -> bool:
    return error.code in ("connection_failed", "timed_out") or error.status in PASSING


def _read_time(text: str) -> Optional[datetime]:
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
