"""docs/conform.md: the text stands there, and between two marks the table that these functions make."""

import difflib

import installation

PAGE = installation.ROOT / "docs/conform.md"
BEGIN, END = "<!-- outcomes -->", "<!-- end of outcomes -->"


def cell(finding):
    """What one node did, in a word or two."""
    outcome, reaction = finding["outcome"], finding["reaction"]
    if outcome == "pass":
        return reaction or "pass"
    if outcome == "not_offered":
        return "–"
    return f"**{outcome}**" + (f", {reaction}" if reaction else "")


def tally(findings):
    counts = {}
    for finding in findings.values():
        counts[finding["outcome"]] = counts.get(finding["outcome"], 0) + 1
    return ", ".join(f"{counts[outcome]} {outcome.replace('_', ' ')}"
                     for outcome in ("pass", "fail", "not_offered", "inconclusive") if outcome in counts)


def tables(rules, columns):
    """`rules` as `--list` tells them; `columns`: a node's name and its findings by behaviour."""
    lines = [f"- {name}: {tally(findings)}" for name, findings in columns.items()]
    group = None
    for rule in rules:
        name = rule["name"]
        if name.split(".")[0] != group:
            group = name.split(".")[0]
            lines += ["", f"### {group}", "", "| | rule, and who says so | " + " | ".join(columns) + " |",
                      "|---|---|" + "---|" * len(columns)]
        seen = [cell(findings[name]) if name in findings else "not asked" for findings in columns.values()]
        lines.append(f"| `{name.split('.', 1)[1]}` | {rule['rule']} *{rule['source']}* | " + " | ".join(seen) + " |")
    return "\n".join(lines) + "\n"


def with_tables(text, made):
    """The page with these between the marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{made}\n{END}{rest.split(END)[1]}"


def difference(text, fresh):
    return "".join(difflib.unified_diff(text.splitlines(True), fresh.splitlines(True), "docs/conform.md", "today", n=0))
