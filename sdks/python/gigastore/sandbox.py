"""A simulated phone and the clock of a sandbox account."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Union

from .client import Gigastore
from .money import to_bytes


class Phone:
    """A simulated phone with one eSIM on it."""

    def __init__(self, client: Gigastore, esim: Union[str, Mapping[str, Any]]) -> None:
        self._sandbox = client.sandbox
        self.iccid: str = esim if isinstance(esim, str) else esim["iccid"]

    def install(self, eid: Optional[str] = None) -> Any:
        """Install the eSIM, on the phone with this EID."""
        return self._sandbox.simulate_installation(self.iccid, {"eid": eid} if eid else {})

    def remove(self) -> Any:
        """Delete the eSIM from the phone."""
        return self._sandbox.simulate_removal(self.iccid, {})

    def disable(self) -> Any:
        """Switch the eSIM off."""
        return self._sandbox.simulate_disabling(self.iccid, {})

    def enable(self) -> Any:
        """Switch the eSIM on again."""
        return self._sandbox.simulate_enabling(self.iccid, {})

    def fail(self) -> Any:
        """Break the eSIM, so that it has to be replaced."""
        return self._sandbox.simulate_failure(self.iccid, {})

    def travel(self, country: str) -> Any:
        """Take the phone to a country, where it connects."""
        return self._sandbox.simulate_attach(self.iccid, {"country": country})

    def disconnect(self) -> Any:
        """Disconnect the phone."""
        return self._sandbox.simulate_detach(self.iccid)

    def use(self, size: Union[int, str], country: Optional[str] = None) -> Any:
        """Use data, such as ``500 MB`` or a number of bytes."""
        used = {"bytes": size if isinstance(size, int) else to_bytes(size)}
        return self._sandbox.simulate_usage(
            self.iccid, {**used, "country": country} if country else used
        )


class Clock:
    """The clock of a sandbox account; times are texts of RFC 3339."""

    def __init__(self, client: Gigastore) -> None:
        self._sandbox = client.sandbox

    def now(self) -> str:
        return self._sandbox.get_clock()["now"]

    def advance(self, duration: str) -> str:
        """Let time pass, such as ``P31D``. What falls due has happened when it returns."""
        return self._sandbox.advance_clock({"advance": duration})["now"]

    def set(self, time: str) -> str:
        """Set the clock to a later time."""
        return self._sandbox.advance_clock({"now": time})["now"]
