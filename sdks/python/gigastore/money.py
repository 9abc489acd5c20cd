"""Exact money and sizes."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Dict, Mapping, Union

_AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB)", re.IGNORECASE)
#: 1 GB is 1024 MB, as everywhere in the API.
_BYTES = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}


def to_minor(price: Mapping[str, Any]) -> int:
    """Return the exact amount in cents. Raise ValueError if it has more than two decimals."""
    minor = Decimal(repr(price["priceValue"])) * 100
    if minor != minor.to_integral_value():
        raise ValueError(f"{price['priceValue']} is not an amount with at most two decimals.")
    return int(minor)


def from_minor(minor: int, currency_code: str = "USD") -> Dict[str, Any]:
    """Return the price of this many cents."""
    if isinstance(minor, bool) or not isinstance(minor, int):
        raise ValueError(f"{minor!r} is not a whole number of cents.")
    return {"sortIndex": 0, "priceValue": minor / 100, "currencyCode": currency_code}


def parse_price(text: str, currency_code: str = "USD") -> Dict[str, Any]:
    """Return the price of a text such as ``4.99``. Raise ValueError if it is no amount."""
    if not _AMOUNT.fullmatch(text.strip()):
        raise ValueError(f"“{text}” is not an amount such as 4.99.")
    return from_minor(int(Decimal(text.strip()) * 100), currency_code)


def add_prices(first: Mapping[str, Any], *others: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the exact sum. Raise ValueError if the currencies differ."""
    code = first["currencyCode"]
    for price in others:
        if price["currencyCode"] != code:
            raise ValueError(f"{price['currencyCode']} cannot be added to {code}.")
    return from_minor(sum(to_minor(price) for price in (first, *others)), code)


def to_bytes(size: Union[str, Mapping[str, Any]]) -> int:
    """Return the bytes of a size, or of a text such as ``500 MB``, rounded to a whole byte."""
    if not isinstance(size, str):
        size = f"{size['sizeValue']} {size['sizeUnit']}"
    match = _SIZE.fullmatch(size.strip())
    if not match:
        raise ValueError(f"“{size}” is not a size such as 500 MB.")
    return _round(Decimal(match[1]) * _BYTES[match[2].upper()])


def format_bytes(size: int) -> str:
    """Return the bytes as people write them: ``1.5 GB``."""
    unit = next(unit for unit in ("TB", "GB", "MB", "KB", "B") if size >= _BYTES[unit] or unit == "B")
    value = (Decimal(size) / _BYTES[unit]).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return f"{value:,f} {unit}"


def _round(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))
