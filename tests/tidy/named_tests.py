#!/usr/bin/env python3
"""Checks a document whose tables name tests in their last column, as `program/suite.test`.

usage: named_tests.py DOCUMENT FOLDER: every row names a test, or says what it waits for; no test
serves more than a handful of rows; all of them exist in FOLDER's programs, and pass.
"""

import collections
import os
import re
import subprocess
import sys

ROWS_OF_ONE_TEST = 5
LATER = "with the encrypted transport"


def rows(document):
    """The cells of each row, with its line's number; headings and rulers left out."""
    heading = True
    for number, line in enumerate(open(document, encoding="utf-8"), 1):
        if not line.startswith("|"):
            heading = True
        elif heading:
            heading = False
        elif not re.fullmatch(r"[|\-\s]+", line):
            yield number, [cell.strip() for cell in line.strip().strip("|").split("|")]


def run(program, tests):
    """What is wrong with these tests of a program."""
    command = [program, "--gtest_filter=" + ":".join(sorted(tests))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    passed = re.search(r"\[  PASSED  \] (\d+) tests?", done.stdout)
    count = int(passed.group(1)) if passed else 0
    if done.returncode == 0 and count == len(tests):
        return None
    ran = set(re.findall(r"\[       OK \] ([^\s,]+)", done.stdout))
    return "missing or failed: " + ", ".join(sorted(tests - ran))


def main():
    document, folder = sys.argv[1:]
    faults = []
    serving = collections.Counter()
    for number, cells in rows(document):
        if not cells[-1] and any(LATER in cell for cell in cells):
            continue
        if not re.fullmatch(r"\w+/[\w/]+\.[\w/]+", cells[-1]):
            faults.append(f"line {number}: names no test: {cells[0]}")
            continue
        serving[cells[-1]] += 1
    for name, count in serving.items():
        if count > ROWS_OF_ONE_TEST:
            faults.append(f"{name} serves {count} rows")

    by_program = collections.defaultdict(set)
    for name in serving:
        program, test = name.split("/", 1)
        by_program[program].add(test)
    for program, tests in sorted(by_program.items()):
        path = os.path.join(folder, f"bitpeer_{program}_tests")
        fault = run(path, tests) if os.path.exists(path) else "no such program"
        if fault:
            faults.append(f"{program}: {fault}")

    for fault in faults:
        print(f"{document}: {fault}")
    print(f"{sum(serving.values())} rows, {len(serving)} tests")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
