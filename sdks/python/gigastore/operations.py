"""The operations of the store, as the generated table has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from .operations_gen import OPERATIONS


@dataclass(frozen=True)
class Operation:
    """An operation as the table has it."""

    name: str
    method: str
    path: str
    access: str
    takes_key: bool
    is_read: bool
    paging: Optional[str]
    items: Optional[str]


TABLE: Dict[str, Operation] = {row[0]: Operation(*row) for row in OPERATIONS}
