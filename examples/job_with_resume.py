"""URLs → JSON Lines, in a job that goes on where it was ended: run it again, and only what is missing is fetched."""

import asyncio
import json
import sys
from pathlib import Path

import scrubber


async def main(urls: list[str], output: Path, access: scrubber.Access) -> None:
    """Fetch what has no record yet, and commit a record an URL together with how far the output was written."""
    with scrubber.Journal(output.with_suffix(".db"), options={"form": "1"}) as journal, output.open("ab") as file:
        if not journal.has_begun(output.name):
            journal.begin(output.name)
        file.truncate(journal.committed_bytes(output.name))  # what was not committed is done again
        left = [url for url in urls if url not in journal]
        print(f"{len(urls) - len(left)} of {len(urls)} done before", file=sys.stderr)
        async with scrubber.Fetcher(access=access) as fetcher:
            async for result in fetcher.fetch_all(left):
                text = result.article.text if result.article else None
                record = {"url": result.url, "status": result.fetch_status, "why": result.reason, "text": text}
                file.write(json.dumps(record).encode() + b"\n")
                file.flush()
                journal.commit(result.url, result.fetch_status, output=None, files={output.name: file.tell()})


if __name__ == "__main__":
    addresses = list(dict.fromkeys(Path(sys.argv[1]).read_text(encoding="utf-8").split()))
    networks = tuple(sys.argv[3:])  # that may be reached though they are not public, such as 10.1.0.0/16
    asyncio.run(main(addresses, Path(sys.argv[2]), scrubber.Access(allow=networks)))
