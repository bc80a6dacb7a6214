"""A proof of politeness, from the server's log alone: what the client says of itself counts for nothing."""

from __future__ import annotations

import math
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime

from misbehaving.log import Ended, Exchange, Record, exchanges_of

SECOND = 1_000_000_000  # nanoseconds
TOLERANCE_SECONDS = 0.010  # what two threads of one process may disagree on when something happened
_SECONDS = re.compile(r"\d{1,99}")


def _all_allowed(host: str, target: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Policy:
    """What a polite client keeps to. Hosts are in lower case and have no port."""

    delay_seconds: float = 0.0
    """From the end of one answer to the next request, per host and per address."""
    factor: float = 0.0
    """The same as a multiple of the time the last answer took."""
    crawl_delays: Mapping[str, float] = field(default_factory=dict)
    """The same for the hosts whose robots.txt asks for it, in seconds."""
    is_disallowed: Callable[[str, str], bool] = _all_allowed
    """Whether the robots.txt of a host forbids a target."""
    open_at_once: int = 1
    """Exchanges of one host, and of one address, at any instant."""
    robots_targets: frozenset[str] = frozenset({"/robots.txt"})
    """What may be asked before the robots.txt is known: itself, and where it redirects to."""


def check(records: Iterable[Record], policy: Policy) -> list[str]:
    """Every breach of the policy, as a sentence that starts with its kind and host; none for a polite client.

    The kinds: `open at once`, `too soon`, `robots not first`, `disallowed`, `retry-after ignored`.
    """
    exchanges = exchanges_of(records)
    began_ns = exchanges[0].start_ns if exchanges else 0
    found: list[tuple[int, str]] = []
    for host, asked in _grouped(exchanges, lambda it: it.request.host).items():
        delay = max(policy.delay_seconds, policy.crawl_delays.get(host, 0.0))
        found += _crowded(host, asked, policy.open_at_once)
        found += _hurried(host, asked, delay=delay, factor=policy.factor)
        found += _unasked(host, asked, policy)
        found += _unheeded(host, asked)
    for address, asked in _grouped(exchanges, lambda it: it.request.host_address).items():
        if len({it.request.host for it in asked}) > 1:  # else all of it was found above
            found += _crowded(address, asked, policy.open_at_once)
            found += _hurried(address, asked, delay=policy.delay_seconds, factor=policy.factor)
    return [f"{text}, {(at_ns - began_ns) / SECOND:.3f} s after the first request" for at_ns, text in sorted(found)]


def _grouped(exchanges: list[Exchange], key: Callable[[Exchange], str]) -> dict[str, list[Exchange]]:
    groups: defaultdict[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        groups[key(exchange)].append(exchange)
    return groups


def _crowded(place: str, asked: list[Exchange], most: int) -> Iterator[tuple[int, str]]:
    running: list[Exchange] = []
    for exchange in asked:
        running = [it for it in running if it.end_ns is None or it.end_ns > exchange.start_ns]
        running.append(exchange)
        if len(running) > most:
            others = ", ".join(it.request.target for it in running[:-1][:3])
            said = (
                f"{exchange.request.target} asked while {others} went on: {len(running)} open, at most {most} allowed"
            )
            yield exchange.start_ns, f"open at once: {place}: {said}"


def _hurried(place: str, asked: list[Exchange], *, delay: float, factor: float) -> Iterator[tuple[int, str]]:
    last: Exchange | None = None
    for exchange, ended in _with_ended(asked):
        last = ended[-1] if ended else last
        if last is None or last.end_ns is None:
            continue
        took = (last.end_ns - last.start_ns) / SECOND
        gap, due = (exchange.start_ns - last.end_ns) / SECOND, max(delay, factor * took)
        if gap < due - TOLERANCE_SECONDS:
            said = f"{exchange.request.target} asked {gap:.3f} s after the end of {last.request.target}"
            yield exchange.start_ns, f"too soon: {place}: {said}, which took {took:.3f} s: {due:.3f} s due"


def _unasked(host: str, asked: list[Exchange], policy: Policy) -> Iterator[tuple[int, str]]:
    known_ns = min((it.end_ns or math.inf for it in asked if it.request.target == "/robots.txt"), default=math.inf)
    for exchange in asked:
        target = exchange.request.target
        if target in policy.robots_targets:
            continue
        if exchange.start_ns < known_ns:
            yield exchange.start_ns, f"robots not first: {host}: {target} asked before robots.txt was answered"
        if policy.is_disallowed(host, target):
            yield exchange.start_ns, f"disallowed: {host}: {target} asked"


def _unheeded(host: str, asked: list[Exchange]) -> Iterator[tuple[int, str]]:
    free_ns, told = 0.0, ""
    for exchange, ended in _with_ended(asked):
        free_ns, told = max([(free_ns, told), *((_free_from_ns(it.ended), it.request.target) for it in ended)])
        if exchange.start_ns < free_ns - TOLERANCE_SECONDS * SECOND:
            early = (free_ns - exchange.start_ns) / SECOND
            said = f"{exchange.request.target} asked {early:.3f} s before the time that {told} gave"
            yield exchange.start_ns, f"retry-after ignored: {host}: {said}"


def _with_ended(asked: list[Exchange]) -> Iterator[tuple[Exchange, list[Exchange]]]:
    """Each exchange, with those that ended before it and after the start of the one before."""
    ends = deque(sorted((it for it in asked if it.ended), key=lambda it: it.end_ns or 0))
    for exchange in asked:
        ended = []
        while ends and (ends[0].end_ns or 0) <= exchange.start_ns:
            ended.append(ends.popleft())
        yield exchange, ended


def _free_from_ns(ended: Ended | None) -> float:
    """When the host may be asked again, 0 where the answer does not say."""
    if ended is None or ended.status not in (429, 503) or ended.retry_after is None:
        return 0
    if _SECONDS.fullmatch(ended.retry_after):
        return ended.at_ns + int(ended.retry_after) * SECOND
    try:
        moment = parsedate_to_datetime(ended.retry_after)
    except (ValueError, OverflowError):
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # asctime, the oldest of the three forms
    return ended.at_ns + (moment.timestamp() - ended.unix_seconds) * SECOND
