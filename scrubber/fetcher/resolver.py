"""The name of a host → the addresses that a request may go to."""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from scrubber.fetcher.reach import Reach
from scrubber.fetcher.result import Fault, FetchStatus
from scrubber.fetcher.settings import Lookup
from scrubber.workers.threads import HARMLESS_THREADS

KEPT_SECONDS = 300.0  # the system does not tell how long an answer holds
MAX_KEPT = 20_000
MAX_ADDRESSES = 4  # that are tried, one after the other
LOOKUP_THREADS = 16
LOOPBACK = "127.0.0.1"  # what all names under localhost are, whatever a server of names says (RFC 6761, 6.3)


class Resolver:
    """Looks names up, and vets every address: of a name with one that may not be reached, none is.

    A request goes to the very address that was vetted, so that a second answer cannot lead it elsewhere.
    """

    def __init__(self, reach: Reach, *, lookup: Lookup | None, seconds: float) -> None:
        self._reach, self._seconds = reach, seconds
        self._threads: ThreadPoolExecutor | None = None
        self._lookup = lookup or self._ask_the_system
        self._known: OrderedDict[str, tuple[float, tuple[str, ...]]] = OrderedDict()

    async def addresses(self, host: str) -> tuple[str, ...]:
        """At least one, in the order to try them. Raises Fault: `dns`, `timeout` or `blocked_address`."""
        now = asyncio.get_running_loop().time()
        kept = self._known.get(host)
        if kept is not None and kept[0] > now:
            return kept[1]
        addresses = self._vetted(host, await self._looked_up(host))
        self._known[host] = now + KEPT_SECONDS, addresses
        self._known.move_to_end(host)
        if len(self._known) > MAX_KEPT:
            self._known.popitem(last=False)
        return addresses

    def forget(self, host: str) -> None:
        """Look it up anew the next time, as none of its addresses answers."""
        self._known.pop(host, None)

    def close(self) -> None:
        """End the threads that look names up."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _looked_up(self, host: str) -> tuple[str, ...]:
        if _is_address(host):
            return (host,)
        if f".{host.rstrip('.')}".endswith(".localhost"):
            return (LOOPBACK,)
        try:
            host.encode("idna")  # refuses an empty label and a long one, as the system does
            async with asyncio.timeout(self._seconds):
                found = tuple(dict.fromkeys(await self._lookup(host)))
        except TimeoutError:
            raise Fault(FetchStatus.TIMEOUT, f"no address of {host} within {self._seconds:g} seconds") from None
        except socket.gaierror as error:
            may_pass = error.errno == socket.EAI_AGAIN
            raise Fault(FetchStatus.DNS, f"{host}: {error.strerror}", may_pass=may_pass) from None
        except (OSError, UnicodeError) as error:
            raise Fault(FetchStatus.DNS, f"{host}: {error}") from None
        if not found:
            raise Fault(FetchStatus.DNS, f"{host} has no address")
        return found

    def _vetted(self, host: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
        for address in addresses:
            if why := self._reach.refusal(address):
                told = why if address == host else f"{host} leads to {why}"
                raise Fault(FetchStatus.BLOCKED_ADDRESS, f"{told}; allow it by name if it is yours")
        return addresses[:MAX_ADDRESSES]

    async def _ask_the_system(self, host: str) -> tuple[str, ...]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix=HARMLESS_THREADS)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _getaddrinfo, host)
        return tuple(str(entry[4][0]) for entry in found)


def _getaddrinfo(host: str) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
    return list(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
