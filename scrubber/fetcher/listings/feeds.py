"""Feeds: what RSS, Atom and JSON Feed announce."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from scrubber.fetcher.listings.addresses import absolute, absolute_only
from scrubber.fetcher.listings.gathering import Cut, Entry
from scrubber.fetcher.listings.items import Item, Part
from scrubber.fetcher.listings.listed import Listed
from scrubber.fetcher.listings.wording import date_of, title_of

MAX_JSON_MEGABYTES = 10  # as JSON is read at one go, into twenty times as much memory


def read_item(item: Item, url: str) -> Entry:
    """The page of an item of RSS (0.9x, 1.0, 2.0), from the feed at `url`."""
    address = _address_of(item)
    if address is None:
        return None
    title = item.own("title")
    return Listed(address, date_of(item.text("pubdate", "date")), title_of(title.text) if title else None, url)


def _address_of(item: Item) -> str | None:
    link, guid = item.own("link"), item.own("guid")
    if link and (address := absolute(link.text, link.base)):
        return address
    if guid and guid.attributes.get("ispermalink", "true").strip().lower() != "false":
        return absolute_only(guid.text)
    return absolute_only(item.attributes.get("about", ""))


def read_entry(entry: Item, url: str) -> Entry:
    """The page of an entry of Atom, from the feed at `url`."""
    links = [part for part in entry.parts if part.path == "link" and part.is_own and _is_alternate(part)]
    links.sort(key=lambda link: "html" not in link.attributes.get("type", "html"))  # a page before its data
    addresses = (absolute(link.attributes.get("href", ""), link.base) for link in links)
    address = next((address for address in addresses if address), None)
    if address is None:
        return None
    title = entry.own("title")
    date = entry.text("published", "issued", "updated", "modified")  # two of each: Atom 1.0 and 0.3
    return Listed(address, date_of(date), title_of(title.text) if title else None, url)


def _is_alternate(link: Part) -> bool:
    return link.attributes.get("rel", "alternate").strip().lower() == "alternate"


def read_json_feed(pieces: Iterable[bytes], url: str, base: str | None) -> Iterator[Entry]:
    """The pages of a JSON Feed in UTF-8, from the feed at `url`. Raises Cut for any other JSON."""
    feed = _json(pieces)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Cut("it is JSON, but no JSON Feed")
    for item in items:
        yield _json_item(item, url, base)


def _json_item(item: Any, url: str, base: str | None) -> Entry:
    if not isinstance(item, dict):
        return None
    texts = {key: value for key, value in item.items() if isinstance(value, str)}
    address = absolute(texts.get("url", ""), base) or absolute_only(texts.get("id", ""))
    if address is None:
        return None
    date = texts.get("date_published") or texts.get("date_modified") or ""
    return Listed(address, date_of(date), title_of(texts.get("title", "")), url)


def _json(pieces: Iterable[bytes]) -> Any:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > MAX_JSON_MEGABYTES * 1024 * 1024:
            raise Cut(f"it is JSON of more than {MAX_JSON_MEGABYTES} MB, which is not read")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise Cut("it is JSON, nested too deep") from error
    except ValueError as error:
        raise Cut(f"its JSON is broken: {error}") from error
