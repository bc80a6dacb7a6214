"""The learned models that a page is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrubber.cleaner.main_text.model import BlockModel
    from scrubber.cleaner.plain_text.model import LineModel


@dataclass(frozen=True, slots=True)
class Models:
    """What takes the place of the shipped models; None leaves the shipped one."""

    line: LineModel | None = None
    block: BlockModel | None = None


SHIPPED = Models()
