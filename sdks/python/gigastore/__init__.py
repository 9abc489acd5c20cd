"""The Python client of Gigastore: sell mobile data and eSIMs."""

from .client import AsyncGigastore, Gigastore
from .core import VERSION as __version__
from .errors import GigastoreError
from .money import add_prices, format_bytes, from_minor, parse_price, to_bytes, to_minor
from .retry import Retry

__all__ = [
    "AsyncGigastore",
    "Gigastore",
    "GigastoreError",
    "Retry",
    "__version__",
    "add_prices",
    "format_bytes",
    "from_minor",
    "parse_price",
    "to_bytes",
    "to_minor",
]
