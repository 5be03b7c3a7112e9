"""What is tested of inventory with each kind of peer that came from btcd."""

TRANSACTION, BLOCK = 1, 2
BATCH = 1000  # the most in one inv
MANY = 2500


class InventoryTest:
    """Mixed into the test cases of each kind of pair."""

    pair_kind = None
    we_dial = None

    def pair(self, ours=None, theirs=None):
        return self.pair_kind(self.we_dial, ours, theirs)

    def check_batches(self, batches, count):
        hashes = [each for batch in batches for each in batch]
        self.assertEqual(set(hashes), {f"{number:064x}" for number in range(count)})
        self.assertEqual(len(hashes), count, "each once")
        self.assertLessEqual(max(map(len, batches)), BATCH)

    # Theirs.

    def their_batches(self, pair, count):
        """The hashes in each inv of theirs, until there are so many."""
        batches = []
        while sum(map(len, batches)) < count:
            batches.append([item["hash"] for item in pair.ours.await_message("inv")["fields"]["items"]])
        return batches

    def test_theirs_comes_in_batches(self):
        with self.pair() as pair:
            pair.theirs.tell("inventory", count=MANY, type=TRANSACTION, first=0)
            self.check_batches(self.their_batches(pair, MANY), MANY)
            pair.check_alive()
            pair.await_same_bytes()

    def test_theirs_comes_once_although_it_was_queued_twice(self):
        """The same object twice: they would not see that two objects say the same."""
        with self.pair() as pair:
            pair.theirs.tell("inventory", count=MANY, type=TRANSACTION, first=0, twice=True)
            self.check_batches(self.their_batches(pair, MANY), MANY)

    # Ours.

    def our_batches(self, pair, count):
        """The hashes in each inv of ours, until there are so many."""
        batches = []
        while sum(map(len, batches)) < count:
            batches.append([item["Hash"] for item in pair.theirs.await_callback("OnInv")["fields"]["InvList"]])
        return batches

    def our_invs(self, pair):
        """All that arrived, once what was under way has."""
        pair.check_alive()
        return [event["fields"]["InvList"] for event in pair.theirs.of("callback") if event["name"] == "OnInv"]

    def test_ours_comes_in_batches(self):
        with self.pair({"trickle": 50}) as pair:
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, MANY), {"queued": MANY})
            self.check_batches(self.our_batches(pair, MANY), MANY)
            pair.await_same_bytes()

    def test_ours_comes_once(self):
        with self.pair({"trickle": 50}) as pair:
            pair.ours.announce(TRANSACTION, 0, MANY)
            pair.ours.announce(TRANSACTION, 0, MANY)
            self.check_batches(self.our_batches(pair, MANY), MANY)
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, MANY), {"known": MANY})
            self.assertEqual(pair.ours.announce(TRANSACTION, MANY, 1), {"queued": 1})
            pair.theirs.await_callback("OnInv")
            self.check_batches([[item["Hash"] for item in items] for items in self.our_invs(pair)], MANY + 1)

    def test_ours_does_not_come_back(self):
        """What they announced, and what we know that they have, is not announced to them."""
        with self.pair({"trickle": 0}) as pair:
            pair.theirs.tell("inventory", count=3, type=TRANSACTION, first=0)
            pair.ours.await_message("inv")
            pair.ours.know(TRANSACTION, 3, 3)
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, 7), {"known": 6, "queued": 1})
            self.assertEqual([[item["Hash"] for item in items] for items in self.our_invs(pair)], [[f"{6:064x}"]])

    def test_our_blocks_do_not_wait(self):
        with self.pair({"trickle": 3_600_000}) as pair:
            self.assertEqual(pair.ours.announce(TRANSACTION, 100, 5), {"queued": 5})
            self.assertEqual(pair.ours.announce(BLOCK, 0, 3), {"queued": 3})
            self.assertEqual([[item["Type"] for item in items] for items in self.our_invs(pair)], [[BLOCK]] * 3)

    def test_ours_does_not_come_unwanted(self):
        """They said in `version` that they want no transactions. Blocks come all the same."""
        with self.pair({"trickle": 0}, {"relay": False}) as pair:
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, 5), {"unwanted": 5})
            self.assertEqual(pair.ours.announce(BLOCK, 0, 1), {"queued": 1})
            self.assertEqual([[item["Type"] for item in items] for items in self.our_invs(pair)], [[BLOCK]])
