"""QR codes drawn as vectors: just enough of SVG to turn squares, bars and dots into bits.

An `<svg>` becomes rows of bits (dark or not) that a decoder can read; nothing else of it is looked at. What
the makers of such codes use is understood: `rect`, `circle`, `polygon`, `path` (curves by their chords),
strokes along an axis, `use`, `g`, transforms, fills by attribute or style (SVG 2, chapters 8 to 13). Each row
of the drawing is one integer, so a module of 8 × 8 points costs eight ors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

SIDE = 480  # points that the longer side of a drawing gets
MAX_SOURCE = 400_000  # signs of a drawing that is looked at
_MIN_NUMBERS = 250  # a drawing with fewer numbers holds no QR code: the smallest has 441 modules
_MAX_EDGES = 60_000

# What a look-ahead has found is not gone back into: an open tag costs no more than a closed one.
_TAG = re.compile(r"""<(/?)([A-Za-z:]+)(?=((?:[^>"'/]+|"[^"]*"|'[^']*'|/(?!>)){0,20000}))\3(/?)>""")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(rf"[\s,]*(?:([A-Za-z])|({_NUMBER.pattern}))")
_FLAG = re.compile(r"[\s,]*()([01])")
_TRANSFORM = re.compile(r"(translate|scale|matrix)\s*\(([^)]*)\)")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_LIGHT_NAMES = frozenset({"white", "snow", "ivory", "transparent", "none"})

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Bits:
    """A drawing in two tones: in `rows[y]` the highest of `width` bits is the leftmost point, 1 is dark."""

    width: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    fill: str = "black"
    stroke: str = "none"
    stroke_width: float = 1
    even_odd: bool = False
    matrix: Matrix = _IDENTITY


@dataclass(slots=True)
class _Shape:
    """Closed outlines in the drawing's own units, filled in one tone."""

    outlines: list[list[Point]]
    dark: bool
    even_odd: bool


def raster(svg: str) -> Bits | None:
    """The bits of one `<svg>` element; None where it is too plain for a QR code, or too large."""
    if len(svg) > MAX_SOURCE or len(_NUMBER.findall(svg, 0, 20_000)) < _MIN_NUMBERS:
        return None
    shapes = list(_shapes(svg))
    points = [point for shape in shapes for outline in shape.outlines for point in outline]
    if not points or len(points) > _MAX_EDGES:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    if min(wide, high) <= 0 or max(wide, high) > 4 * min(wide, high):
        return None
    scale = SIDE / max(wide, high)
    width, height = round(wide * scale), round(high * scale)
    rows = [0] * height
    for shape in shapes:
        _paint(rows, width, shape, (left, top), scale)
    return Bits(width, tuple(rows))


def _paint(rows: list[int], width: int, shape: _Shape, origin: Point, scale: float) -> None:
    """Fills a shape by scan lines: where a row crosses an outline, inside and outside change."""
    crossings: dict[int, list[tuple[float, int]]] = {}
    for outline in shape.outlines:
        placed = [((x - origin[0]) * scale, (y - origin[1]) * scale) for x, y in outline]
        for (x0, y0), (x1, y1) in zip(placed, placed[1:] + placed[:1], strict=True):
            turn = 1 if y1 > y0 else -1
            for y in range(max(0, round(min(y0, y1))), min(len(rows), round(max(y0, y1)))):
                x = x0 + (y + 0.5 - y0) * (x1 - x0) / (y1 - y0)
                crossings.setdefault(y, []).append((x, turn))
    for y, met in crossings.items():
        bits = 0
        for start, end in _inside(sorted(met), shape.even_odd):
            first, last = max(0, round(start)), min(width, round(end))
            if last > first:
                bits |= ((1 << (last - first)) - 1) << (width - last)
        rows[y] = rows[y] | bits if shape.dark else rows[y] & ~bits


def _inside(met: list[tuple[float, int]], even_odd: bool) -> Iterator[tuple[float, float]]:
    winding, start = 0, 0.0
    for x, turn in met:
        before, winding = winding, (winding ^ 1 if even_odd else winding + turn)
        if not before:
            start = x
        elif not winding:
            yield start, x


def _shapes(svg: str) -> Iterator[_Shape]:
    styles = [_Style()]
    named: dict[str, tuple[str, dict[str, str]]] = {}
    defining = clipping = 0
    for tag in _TAG.finditer(svg):
        end, name, written, alone = (
            tag.group(1),
            tag.group(2).lower().rpartition(":")[2],
            tag.group(3),
            tag.group(4),
        )
        if end:
            if name in ("g", "svg") and len(styles) > 1:
                styles.pop()
            defining -= name in ("defs", "symbol")
            clipping -= name == "clippath"
            continue
        attributes = {
            m.group(1).lower(): m.group(2) or m.group(3) or "" for m in _ATTRIBUTE.finditer(written)
        }
        style = _styled(styles[-1], attributes)
        if name in ("g", "svg"):
            if not alone:
                styles.append(style)
            continue
        if name in ("defs", "symbol", "clippath"):
            defining += not alone and name != "clippath"
            clipping += not alone and name == "clippath"
            continue
        if "id" in attributes:
            named[attributes["id"]] = (name, attributes)
        if name == "use":
            name, attributes, style = _used(named, attributes, style)
        elif "clip-path" in attributes or (defining > 0 and not clipping):
            continue  # the ground that is seen through a clip; what only `use` draws
        yield from _drawn(name, attributes, style)


def _used(
    named: dict[str, tuple[str, dict[str, str]]], attributes: dict[str, str], style: _Style
) -> tuple[str, dict[str, str], _Style]:
    link = attributes.get("href") or attributes.get("xlink:href") or ""
    name, inner = named.get(link.lstrip("#"), ("", {}))
    x, y = _length(attributes, "x"), _length(attributes, "y")
    moved = replace(style, matrix=_times(style.matrix, (1, 0, 0, 1, x, y)))
    return name, inner, _styled(moved, inner)


def _drawn(name: str, attributes: dict[str, str], style: _Style) -> Iterator[_Shape]:
    if name == "path":
        outlines = list(_outlines(attributes.get("d", "")))
    elif name == "rect":
        outlines = [_box(*(_length(attributes, key) for key in ("x", "y", "width", "height")))]
    elif name in ("circle", "ellipse"):
        x, y = _length(attributes, "cx"), _length(attributes, "cy")
        across = _length(attributes, "r") or _length(attributes, "rx")
        outlines = [_box(x - across, y - across, across * 2, across * 2)]  # a dot is read as its square
    elif name == "polygon":
        numbers = [float(number) for number in _NUMBER.findall(attributes.get("points", ""))]
        outlines = [list(zip(numbers[::2], numbers[1::2], strict=False))]
    else:
        return
    if style.fill != "none":
        placed = [[_placed(point, style.matrix) for point in outline] for outline in outlines if outline]
        yield _Shape(placed, _is_dark(style.fill), style.even_odd)
    if style.stroke != "none" and name == "path":
        bars = [
            [_placed(point, style.matrix) for point in bar] for bar in _bars(outlines, style.stroke_width)
        ]
        yield _Shape(bars, _is_dark(style.stroke), False)


def _bars(outlines: list[list[Point]], width: float) -> Iterator[list[Point]]:
    """A stroke's segments along an axis as boxes."""
    half = width / 2
    for outline in outlines:
        for (x0, y0), (x1, y1) in pairwise(outline):
            if y0 == y1:
                yield _box(min(x0, x1), y0 - half, abs(x1 - x0), width)
            elif x0 == x1:
                yield _box(x0 - half, min(y0, y1), width, abs(y1 - y0))


def _box(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _outlines(data: str) -> Iterator[list[Point]]:
    """The outlines of a path's data (SVG 2, 9.3); a curve is its chord."""
    x = y = begin_x = begin_y = 0.0
    outline: list[Point] = []
    for command, numbers in _steps(data):
        lower = command.lower()
        base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
        if lower == "z":
            x, y = begin_x, begin_y
            continue
        if lower == "h":
            x = base_x + numbers[0]
        elif lower == "v":
            y = base_y + numbers[0]
        else:
            x, y = base_x + numbers[-2], base_y + numbers[-1]
        if lower == "m":
            if len(outline) > 1:
                yield outline
            begin_x, begin_y, outline = x, y, []
        outline.append((x, y))
    if len(outline) > 1:
        yield outline


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with one set of its numbers; further sets repeat it (after a move: a line)."""
    command, numbers, position = "", list[float](), 0
    while True:
        is_flag = command.lower() == "a" and len(numbers) in (3, 4)  # flags may be written without a blank
        step = (_FLAG if is_flag else _STEP).match(data, position)
        if step is None:
            return
        position = step.end()
        letter, number = step.groups()
        if letter:
            command, numbers = letter, []
            if letter in "Zz":
                yield letter, []
            continue
        numbers.append(float(number))
        if len(numbers) == _ARGUMENTS.get(command.lower(), -1):
            yield command, numbers
            command, numbers = {"m": "l", "M": "L"}.get(command, command), []


def _styled(outer: _Style, attributes: dict[str, str]) -> _Style:
    """The style of an element: what it says itself, the rest from around it."""
    said = dict(attributes)
    for rule in attributes.get("style", "").split(";"):
        key, _, value = rule.partition(":")
        said[key.strip().lower()] = value.strip()
    width = _NUMBER.match(said.get("stroke-width", ""))
    return _Style(
        fill=said.get("fill", outer.fill).strip().lower(),
        stroke=said.get("stroke", outer.stroke).strip().lower(),
        stroke_width=float(width.group()) if width else outer.stroke_width,
        even_odd="evenodd" in (said.get("fill-rule"), said.get("clip-rule")) or outer.even_odd,
        matrix=_transformed(outer.matrix, attributes.get("transform", "")),
    )


def _transformed(matrix: Matrix, written: str) -> Matrix:
    for kind, arguments in _TRANSFORM.findall(written):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        if kind == "translate" and numbers:
            matrix = _times(matrix, (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0))
        elif kind == "scale" and numbers:
            matrix = _times(matrix, (numbers[0], 0, 0, numbers[-1], 0, 0))
        elif kind == "matrix" and len(numbers) == 6:
            matrix = _times(matrix, (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))
    return matrix


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _placed(point: Point, matrix: Matrix) -> Point:
    if matrix is _IDENTITY:
        return point
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _length(attributes: dict[str, str], name: str) -> float:
    number = _NUMBER.match(attributes.get(name, "").strip())
    return float(number.group()) if number else 0.0


def _is_dark(colour: str) -> bool:
    """Whether a colour is darker than middle grey; one that is not known counts as ink."""
    if colour in _LIGHT_NAMES:
        return False
    if colour.startswith("#") and len(colour) in (4, 5, 7, 9):
        size = 1 if len(colour) < 6 else 2
        parts = [colour[1 + size * i : 1 + size * (i + 1)] for i in range(3)]
        if all(re.fullmatch(r"[0-9a-f]+", part) for part in parts):
            red, green, blue = (int(part * (3 - size), 16) for part in parts)
            return 0.299 * red + 0.587 * green + 0.114 * blue < 128
    if colour.startswith("rgb"):
        numbers = [float(number) for number in _NUMBER.findall(colour)[:3]]
        top = 100 if "%" in colour else 255
        return sum(numbers) < 1.5 * top if len(numbers) == 3 else True
    return True
