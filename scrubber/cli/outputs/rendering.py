"""Articles → the bytes of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from scrubber.article import Article, Status
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.outcome import Outcome, outcome_of
from scrubber.cli.outputs.parts import JoinedParts, RenderedPart, render_part
from scrubber.cli.outputs.rows import json_bytes, row_of
from scrubber.serializer.record import indented
from scrubber.workers import Job


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is written of an input that was cleaned whole."""

    outcome: Outcome
    content: bytes
    """Of a file of its own, empty if the input failed; or its row, without what leads it."""

    def packed(self) -> bytes:
        """All of it, to be kept and unpacked."""
        outcome = self.outcome
        told = {"status": outcome.status, "warnings": outcome.warnings, "title": outcome.title, "words": outcome.words}
        return json.dumps(told).encode() + b"\n" + self.content

    @classmethod
    def unpacked(cls, packed: bytes) -> Rendered:
        """What was packed."""
        told, _, content = packed.partition(b"\n")
        outcome = json.loads(told)
        status, warnings = Status(outcome["status"]), tuple(outcome["warnings"])
        return cls(Outcome(status, warnings, outcome["title"], outcome["words"]), content)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes it, best where the page was cleaned: then that is all that comes back from there."""

    form: Form

    def __call__(self, job: Job, article: Article) -> Rendered | RenderedPart:
        """What is written of an article, or of a part of one."""
        return render_part(self.form, job.part, article) if job.part is not None else self.whole(article)

    def whole(self, article: Article) -> Rendered:
        """What is written of an article."""
        if not self.form.can_come_in_parts:
            return Rendered(outcome_of(article), self._content(article))
        joined = JoinedParts(self.form)
        part = render_part(self.form, None, article)
        return Rendered(part.outcome, joined.add(part) + joined.end())

    def _content(self, article: Article) -> bytes:
        if self.form.has_rows:
            return row_of(self.form, article)
        if article.status.failed:
            return b""
        match self.form.name:
            case "markdown":
                from scrubber.serializer.markdown import to_markdown

                return _lines(to_markdown(article, front_matter=self.form.has_front_matter))
            case "html":
                from scrubber.serializer.html import to_html

                return _lines(to_html(article))
            case "tei":
                from scrubber.serializer.tei import to_tei

                return _lines(to_tei(article))
            case "schema-org":
                return json_bytes(indented(article.to_schema_org()))
            case "trafilatura":
                return json_bytes(indented(article.to_trafilatura()))
        return json_bytes(indented(article.to_dict()))


def _lines(text: str) -> bytes:
    return (text.removesuffix("\n") + "\n").encode("utf-8", "replace")
