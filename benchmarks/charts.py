"""Two small charts as inline SVG: bars of F1, and F1 against CPU time. Text takes its colour from the page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 720  # CSS pixels, as the next two
LABEL, LINE = 160, 14  # width and height of a label
LEGEND = 24
# distinct hues that also differ in lightness, for readers who do not see all colours
PALETTE = (
    ("#2563eb", "#f59e0b", "#0d9488", "#dc2626", "#7c3aed", "#65a30d", "#db2777", "#0891b2", "#92400e", "#64748b")
)  # fmt: skip
GRID = 'stroke="#888" stroke-opacity="0.25"'


@dataclass(frozen=True, slots=True)
class Point:
    """One system in the scatter plot."""

    label: str
    milliseconds: float
    f1: float


@dataclass(frozen=True, slots=True)
class BarGroup:
    """One page type: a bar for each system, in the order of the legend."""

    label: str
    values: tuple[float | None, ...]
    """None: that system has no bar here, its place stays empty."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where values lie on the drawing: `low` at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value.

        >>> Scale(0, 10, 100, 200)(5)
        150.0
        """
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def colour(index: int) -> str:
    """The colour of the system with this place in the legend."""
    return PALETTE[index % len(PALETTE)]


def bars(groups: Sequence[BarGroup], *, systems: Sequence[str], has_legend: bool = False) -> str:
    """Horizontal bars from 0 to 1, a group a page type, the value at the end of each."""
    left, thick, gap = 130, 15, 14
    parts: list[str] = []
    top = 4
    for group in groups:
        middle = top + len(group.values) * thick / 2 + 3
        parts.append(f'<text x="{left - 10}" y="{middle:.0f}" text-anchor="end">{escape(group.label)}</text>')
        for index, value in enumerate(group.values):
            if value is None:
                continue
            y, length = top + index * thick, value * (WIDTH - left - 50)
            parts.append(
                f'<rect fill="{colour(index)}" x="{left}" y="{y}" width="{length:.1f}" height="{thick - 2}" rx="2">'
                f"<title>{escape(systems[index])}: {value:.3f}</title></rect>"
                f'<text font-size="11" x="{left + length + 6:.1f}" y="{y + 10.5}">{value:.3f}</text>'
            )
        top += len(group.values) * thick + gap
    if has_legend:
        parts += (
            _key(index, system, left + index * (WIDTH - left) / len(systems), top)
            for index, system in enumerate(systems)
        )
    return _svg(parts, height=top + has_legend * LEGEND, label="F1")


def scatter(points: Sequence[Point]) -> str:
    """F1 upwards, CPU milliseconds a page to the right on a logarithmic scale: best is top left."""
    left, right, top, bottom = 50, WIDTH - 20, 12, 260
    ticks = time_ticks([_time(point) for point in points])
    low = math.floor(min(point.f1 for point in points) * 10 - 0.2)
    high = min(10, math.ceil(max(point.f1 for point in points) * 10 + 0.2))
    x = Scale(math.log10(ticks[0]), math.log10(ticks[-1]), left, right)
    y = Scale(low / 10, high / 10, bottom, top)
    parts = [f'<text x="{(left + right) / 2}" y="{bottom + 40}" text-anchor="middle">CPU ms a page</text>']
    for tenth in range(low, high + 1):
        place = y(tenth / 10)
        parts.append(f'<line {GRID} x1="{left}" x2="{right}" y1="{place:.1f}" y2="{place:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{place + 4:.1f}" text-anchor="end">{tenth / 10:.1f}</text>')
    for tick in ticks:
        place = x(math.log10(tick))
        parts.append(f'<line {GRID} y1="{top}" y2="{bottom}" x1="{place:.1f}" x2="{place:.1f}"/>')
        parts.append(f'<text x="{place:.1f}" y="{bottom + 18}" text-anchor="middle">{tick:g}</text>')
    dots = [(x(math.log10(_time(point))), y(point.f1)) for point in points]
    for index, (point, dot) in enumerate(zip(points, dots, strict=True)):
        is_crowded = any(abs(a - dot[0]) < LABEL and abs(b - dot[1]) < LINE for a, b in dots[:index])
        parts.append(_dot(point, colour(index), dot, raised=LINE if is_crowded else 0))
    return _svg(parts, height=bottom + 50, label="F1 against CPU time")


def time_ticks(milliseconds: Sequence[float]) -> tuple[float, ...]:
    """Round numbers from just below the least to just above the greatest.

    >>> time_ticks([3, 70])
    (2, 5, 10, 20, 50, 100)
    """
    powers = range(math.floor(math.log10(min(milliseconds))), math.ceil(math.log10(max(milliseconds))) + 1)
    ticks = [step * 10**power for power in powers for step in (1, 2, 5)]
    first = max(index for index, tick in enumerate(ticks) if tick <= min(milliseconds))
    last = min(index for index, tick in enumerate(ticks) if tick > max(milliseconds))
    return tuple(ticks[first : last + 1])


def _key(index: int, system: str, x: float, y: float) -> str:
    """The colour of a system beside its name."""
    return (
        f'<rect fill="{colour(index)}" x="{x:.0f}" y="{y:.0f}" width="12" height="12" rx="2"/>'
        f'<text x="{x + 18:.0f}" y="{y + 11:.0f}">{escape(system)}</text>'
    )


def _time(point: Point) -> float:
    return max(point.milliseconds, 0.001)  # a clock too coarse for a tiny page gives 0, which has no logarithm


def _dot(point: Point, fill: str, place: tuple[float, float], *, raised: int) -> str:
    x, y = place
    side, anchor = (-10, "end") if x > WIDTH * 0.8 else (10, "start")
    label = escape(point.label)
    return (
        f'<circle fill="{fill}" cx="{x:.1f}" cy="{y:.1f}" r="6">'
        f"<title>{label}: F1 {point.f1:.3f}, {point.milliseconds:.1f} ms</title></circle>"
        f'<text class="name" x="{x + side:.1f}" y="{y + 4 - raised:.1f}" text-anchor="{anchor}">{label}</text>'
    )


def _svg(parts: Sequence[str], *, height: int, label: str) -> str:
    head = f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="{label}">'
    return f"{head}{''.join(parts)}</svg>"
