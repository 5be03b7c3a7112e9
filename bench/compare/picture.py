"""SVG pictures: bars and lines, both on a logarithmic scale."""

import html
import math

COLOURS = {"ours, v1": "#1f5fa8", "ours, v2": "#7fb0e0", "btcd, v1": "#b3261e", "btcd, v2": "#e69a94"}
BETTER, WORSE, INK, FAINT = "#1f5fa8", "#b3261e", "#333", "#ddd"
SUFFIXES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def short(value):
    for size, suffix in SUFFIXES:
        if value >= size:
            return f"{value / size:.3g}{suffix}"
    return f"{value:.3g}"


def text(x, y, words, anchor="start", colour=INK, size=12):
    escaped = html.escape(words)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{escaped}</text>'


def line(x1, y1, x2, y2, colour=FAINT, width=1):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def rectangle(x, y, width, height, colour):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def save(path, width, height, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">'
    whole = [head, rectangle(0, 0, width, height, "#fff"), *parts, "</svg>", ""]
    path.write_text("\n".join(whole), encoding="utf-8")


def powers(least, most):
    """The powers of ten around both."""
    first = math.floor(math.log10(least))
    last = max(first + 1, math.ceil(math.log10(most)))
    return [10.0**power for power in range(first, last + 1)]


def bars(path, title, rows):
    """`rows` of (label, ratio): to the right of one, ours is better."""
    width, label_width, step, top = 900, 400, 20, 56
    height = top + step * len(rows) + 36
    ratios = [ratio for _, ratio in rows]
    ticks = powers(min([*ratios, 0.99]), max([*ratios, 1.01]))
    left, right = label_width + 10, width - 60
    low, high = math.log10(ticks[0]), math.log10(ticks[-1])

    def x(value):
        return left + (right - left) * (math.log10(value) - low) / (high - low)

    bottom = top + step * len(rows)
    parts = [text(10, 24, title, size=14)]
    for tick in ticks:
        parts.append(line(x(tick), top - 6, x(tick), bottom, FAINT))
        parts.append(text(x(tick), bottom + 18, f"{short(tick)} times", "middle", size=11))
    for at, (label, ratio) in enumerate(rows):
        y = top + step * at
        parts.append(text(label_width, y + 13, label, "end"))
        start, end = sorted((x(1), x(ratio)))
        parts.append(rectangle(start, y + 3, max(end - start, 1), step - 6, BETTER if ratio >= 1 else WORSE))
        parts.append(text(max(end, x(1)) + 4, y + 13, f"{ratio:.3g}", size=11))
    parts.append(line(x(1), top - 6, x(1), bottom, INK))
    save(path, width, height, parts)


def lines(path, curves):
    """One small chart for each curve, both axes logarithmic; nothing at zero has a place there."""
    columns, chart, gap_x, gap_y = 2, (330, 200), 100, 90
    rows = math.ceil(len(curves) / columns)
    width = columns * (chart[0] + gap_x) + 40
    height = rows * (chart[1] + gap_y) + 10
    parts = []
    for at, one in enumerate(curves):
        left = 70 + (at % columns) * (chart[0] + gap_x)
        top = 40 + (at // columns) * (chart[1] + gap_y)
        parts += chart_of(one, left, top, *chart)
    save(path, width, height, parts)


def chart_of(curve, left, top, width, height):
    points = {label: [(x, y) for x, y in given if x > 0 and y > 0] for label, given in curve.points.items()}
    shown = [point for given in points.values() for point in given]
    if not shown:
        return []
    across = powers(min(x for x, _ in shown), max(x for x, _ in shown))
    up = powers(min(y for _, y in shown), max(y for _, y in shown))

    def place(value, ticks, length):
        low, high = math.log10(ticks[0]), math.log10(ticks[-1])
        return length * (math.log10(value) - low) / (high - low)

    parts = [text(left, top - 20, f"{curve.title}: {curve.up}", size=13)]
    for tick in up:
        y = top + height - place(tick, up, height)
        parts += [line(left, y, left + width, y), text(left - 6, y + 4, short(tick), "end", size=11)]
    for tick in across:
        x = left + place(tick, across, width)
        parts += [line(x, top, x, top + height), text(x, top + height + 16, short(tick), "middle", size=11)]
    parts.append(text(left + width / 2, top + height + 34, curve.across, "middle", size=11))
    for number, (label, given) in enumerate(points.items()):
        colour = COLOURS.get(label, INK)
        path = " ".join(
            f"{left + place(x, across, width):.1f},{top + height - place(y, up, height):.1f}" for x, y in given
        )
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(text(left + number * 80, top - 5, label, colour=colour, size=11))
    return parts
