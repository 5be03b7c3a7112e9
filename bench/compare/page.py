"""The tables, for people: on the screen and in docs/benchmarks.md."""

import statistics

BEGIN = "<!-- bench-compare: from here on written by `make bench-compare` -->"
END = "<!-- bench-compare: to here -->"


def figure(value, unit):
    if unit == "seconds":
        for size, name in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
            if value >= size:
                return f"{value / size:.3g} {name}"
        return f"{value * 1e9:.3g} ns"
    if unit == "bytes":
        return f"{value / 1024:.1f} KiB"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def row_of(result):
    work = result.work
    unit = work.unit if work.unit not in ("seconds", "bytes") else ""
    spread = result.ratios()
    processor = result.processor_ratio()
    return [
        work.name + (f", {unit}" if unit else ""),
        figure(statistics.median(result.ours), work.unit),
        figure(statistics.median(result.theirs), work.unit),
        result.rival,
        f"**{result.ratio():.2f}**",
        f"{min(spread):.2f} to {max(spread):.2f}",
        f"{processor:.2f}" if processor else "",
    ]


def table(results):
    head = ["work", "ours", "theirs", "who", "ratio", "in single turns", "by processor time"]
    rows = [head, ["---"] * len(head), *map(row_of, results)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def is_limit(result):
    return result.rival.startswith("bare")


def written(results, curves, machine):
    rivals = [result for result in results if not is_limit(result)]
    limits = [result for result in results if is_limit(result)]
    parts = [machine]
    if rivals:
        parts += ["### Beside others", table(rivals), "![ours beside others](benchmarks-rivals.svg)"]
    if limits:
        parts += ["### Beside what is physically possible", table(limits), "![ours beside bare loops](benchmarks-limits.svg)"]
    if curves:
        parts += ["### How cost grows", "![growth](benchmarks-growth.svg)", *map(curve_table, curves)]
    return "\n\n".join(parts)


def curve_table(curve):
    xs = sorted({x for points in curve.points.values() for x, _ in points})
    labels = list(curve.points)
    rows = [[curve.across, *labels], ["---"] * (1 + len(labels))]
    for x in xs:
        found = [dict(curve.points[label]).get(x) for label in labels]
        rows.append([f"{x:,}", *(figure(y, curve.up) if y is not None else "" for y in found)])
    return f"{curve.title}, {curve.up}:\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def put_into(page, text):
    """Replaces what stands between the marks."""
    whole = page.read_text(encoding="utf-8")
    before, _, rest = whole.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
