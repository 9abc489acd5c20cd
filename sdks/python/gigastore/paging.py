"""How the pages of a list are asked for, one after the other."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from .operations import Operation


def first_input(operation: Operation, input: Optional[Mapping[str, Any]]) -> Dict[str, Any]:
    """Return what asks for the first page when all are wanted."""
    sizes: Dict[str, Dict[str, Any]] = {
        "cursor": {"limit": 200},
        "sequence": {"limit": 200},
        "index": {"page_size": 200, "page_index": 0},
        "body": {"pageSize": 200, "pageIndex": 0},
    }
    return {**sizes.get(operation.paging or "", {}), **(input or {})}


def next_input(
    operation: Operation, input: Dict[str, Any], page: Any
) -> Optional[Dict[str, Any]]:
    """Return what asks for the page after this one; None after the last."""
    count = len(items_of(operation, page))
    paging = operation.paging
    if paging == "cursor" and page["nextCursor"] is not None:
        return {**input, "after": page["nextCursor"]}
    if paging == "sequence" and page["nextSequence"] is not None and count > 0:
        return {**input, "after": page["nextSequence"]}
    if paging == "index" and count == int(input["page_size"]):
        return {**input, "page_index": int(input["page_index"]) + 1}
    if paging == "body" and count == input["pageSize"]:
        return {**input, "pageIndex": input["pageIndex"] + 1}
    return None


def items_of(operation: Operation, page: Any) -> List[Any]:
    return page if operation.items is None else page[operation.items]
