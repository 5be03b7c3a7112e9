"""Both sides' stories of how the hostile connections ended, compared connection by connection."""

import re
from collections import Counter, defaultdict

# What the listener says when it was the other side, or the wire.
NOT_OURS = {"closed_by_remote", "connection_failed"}

# Who was not even let in: "not_admitted: 127.1.0.3:41234: host_full".
REFUSED = re.compile(r"not_admitted: (\S+): (\w+)")


class Endings:
    def __init__(self, listener_events, abuser_events):
        self.reasons = defaultdict(list)     # the listener's, by the remote's address, oldest first
        for event in listener_events:
            if event["event"] == "disconnected":
                self.reasons[event["peer"]].append(event["code"])
            elif event["event"] == "not_accepted" and (refused := REFUSED.search(event["message"])):
                self.reasons[refused[1]].append(refused[2])
        self.ended = defaultdict(list)       # the abusers', likewise
        for event in abuser_events:
            if event["event"] == "ended":
                self.ended[event["local"]].append(event)
        self.sums = [event for event in abuser_events if event["event"] == "kind"]
        self.by_kind = defaultdict(Counter)  # reasons, of those that the listener ended
        self.problems = []
        self.compare()

    def compare(self):
        for address, connections in self.ended.items():
            reasons = list(self.reasons.get(address, []))
            if len(reasons) > len(connections):
                self.problems.append(f"{address}: {len(connections)} connections, and ended for {reasons}")
            for connection in connections:
                if connection["ending"] in ("closed", "reset"):
                    self.explain(address, connection, reasons)

    def explain(self, address, connection, reasons):
        """The remote closed it: for which of these reasons?"""
        kind = connection["kind"]
        # Who has said that nothing more comes is let go for just that.
        ours = [reason for reason in reasons if reason not in NOT_OURS or kind.startswith("half_close")]
        if not ours:
            self.problems.append(f"{kind} from {address} was {connection['ending']} after "
                                 f"{connection['seconds']:.1f} s, and the listener tells {reasons or 'nothing'}")
            return
        reasons.remove(ours[0])
        self.by_kind[kind][ours[0]] += 1

    def counted(self):
        """(how many the listener ended as its log has it, how many the abusers saw ended)."""
        told = sum(sum(reasons.values()) for reasons in self.by_kind.values())
        seen = sum(kind["endings"]["closed"] + kind["endings"]["reset"] for kind in self.sums)
        return told, seen

    def by_reason(self):
        total = Counter()
        for reasons in self.by_kind.values():
            total.update(reasons)
        return total

    def table(self):
        """Lines for people: each kind, what it did, and what became of it."""
        yield f"{'kind':28} {'made':>6} {'up':>6} {'MB':>8} {'cut off':>8} {'open':>6}  reasons"
        for kind in self.sums:
            endings = kind["endings"]
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.by_kind[kind["kind"]].most_common())
            yield (f"{kind['kind']:28} {kind['connections']:6} {kind['handshakes']:6} {kind['bytes'] / 1e6:8.1f} "
                   f"{endings['closed'] + endings['reset']:8} {endings['still_open']:6}  {reasons}")
