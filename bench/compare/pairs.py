"""Runs works pair by pair, and what comes of that."""

import csv
import dataclasses
import itertools
import statistics
import sys

import programs


@dataclasses.dataclass
class Result:
    """One work of ours beside one of another's: figures of the same turn stand at the same place."""

    work: object
    rival: str
    ours: list
    theirs: list
    our_processor: list
    their_processor: list

    def ratios(self):
        """Above one: ours is better."""
        return [self.advantage(a, b) for a, b in zip(self.ours, self.theirs)]

    def advantage(self, ours, theirs):
        if self.work.larger_is_better:
            ours, theirs = theirs, ours
        return theirs / ours if ours > 0 else float("nan")

    def ratio(self):
        return statistics.median(self.ratios())

    def processor_ratio(self):
        """The same for the processor time of both processes together; nothing where that was not measured."""
        if not self.our_processor or not self.their_processor:
            return None
        if min(self.our_processor) <= 0:
            return None
        return statistics.median(b / a for a, b in zip(self.our_processor, self.their_processor))


def run(work, repeats):
    """One result for each rival. Ours goes first in one turn and last in the next."""
    contenders = [("ours", work.ours), *((other.name, other.measure) for other in work.others)]
    taken = {name: [] for name, _ in contenders}
    for turn in range(repeats):
        for name, measure in contenders if turn % 2 == 0 else reversed(contenders):
            taken[name].append(measure())
    values = {name: [one[work.value] for one in all_of] for name, all_of in taken.items()}
    processor = {
        name: [one["processor_each"] for one in all_of if "processor_each" in one] for name, all_of in taken.items()
    }
    return [
        Result(work, other.name, values["ours"], values[other.name], processor["ours"], processor[other.name])
        for other in work.others
    ]


def run_all(works, repeats):
    """The results one after the other, as they come."""
    for work in works:
        if not work.others:
            continue
        print(f"{work.name} …", file=sys.stderr, flush=True)
        try:
            results = run(work, repeats)
        except programs.Failed as failure:
            print(f"{work.name}: no result: {failure}", file=sys.stderr, flush=True)
            continue
        for result in results:
            print(f"    {result.ratio():.2f} times {result.rival}", file=sys.stderr, flush=True)
        yield from results


def write_csv(results, path):
    """Every turn of every pair; processor time in seconds for one operation, where that was measured."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["work", "unit", "rival", "turn", "ours", "theirs", "ratio", "our_processor", "their_processor"])
        for result in results:
            turns = zip(result.ours, result.theirs)
            processor = list(itertools.zip_longest(result.our_processor, result.their_processor))
            for turn, (ours, theirs) in enumerate(turns):
                row = [result.work.key, result.work.unit, result.rival, turn + 1]
                row += [f"{value:.6g}" for value in (ours, theirs, result.advantage(ours, theirs))]
                spent = processor[turn] if turn < len(processor) else ("", "")
                row += [f"{value:.6g}" if isinstance(value, float) else "" for value in spent]
                table.writerow(row)
