"""The listener's memory over time, as an SVG."""

WIDTH, HEIGHT = 860, 340
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 46, 46
MEBI = 1 << 20


def step(most, lines):
    """A round distance of about `lines` lines up to `most`."""
    size = 1
    while most / size > lines:
        size *= 2 if str(size)[0] != "2" else 2.5
        size = int(size)
    return size


def draw(path, samples, contract, abuse, title):
    """`samples` of sampling.py; `contract` in bytes; `abuse` as (from, until) in seconds."""
    last = max(sample.seconds for sample in samples)
    most = max(contract, max(sample.resident for sample in samples)) * 1.1 / MEBI
    across = WIDTH - LEFT - RIGHT
    up = HEIGHT - TOP - BOTTOM

    def x(seconds):
        return LEFT + across * seconds / last

    def y(mebibytes):
        return HEIGHT - BOTTOM - up * mebibytes / most

    def text(at_x, at_y, words, anchor="start", colour="#333"):
        return f'<text x="{at_x:.1f}" y="{at_y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'

    def line(x1, y1, x2, y2, style):
        return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'

    peak = max(sample.resident for sample in samples) / MEBI
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<rect x="{x(abuse[0]):.1f}" y="{TOP}" width="{x(abuse[1]) - x(abuse[0]):.1f}" height="{up}" fill="#f4f1ea"/>',
        text(LEFT, 22, title),
        text((x(abuse[0]) + x(abuse[1])) / 2, TOP + 16, "under abuse", "middle", "#8a7f66"),
    ]
    every = step(most, 8)
    for mebibytes in range(0, int(most) + 1, every):
        parts.append(line(LEFT, y(mebibytes), WIDTH - RIGHT, y(mebibytes), 'stroke="#ddd"'))
        parts.append(text(LEFT - 8, y(mebibytes) + 4, f"{mebibytes} MiB", "end"))
    every = step(last, 12)
    for seconds in range(0, int(last) + 1, every):
        parts.append(line(x(seconds), HEIGHT - BOTTOM, x(seconds), HEIGHT - BOTTOM + 4, 'stroke="#999"'))
        parts.append(text(x(seconds), HEIGHT - BOTTOM + 18, f"{seconds} s", "middle"))
    limit = y(contract / MEBI)
    points = " ".join(f"{x(sample.seconds):.1f},{y(sample.resident / MEBI):.1f}" for sample in samples)
    parts += [
        line(LEFT, limit, WIDTH - RIGHT, limit, 'stroke="#b3261e" stroke-dasharray="6 4"'),
        text(WIDTH - RIGHT, limit - 6, f"the contract: {contract / MEBI:.0f} MiB", "end", "#b3261e"),
        f'<polyline points="{points}" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>',
        text(WIDTH - RIGHT, y(peak) - 8, f"peak: {peak:.0f} MiB", "end", "#1f5fa8"),
        "</svg>",
    ]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")
