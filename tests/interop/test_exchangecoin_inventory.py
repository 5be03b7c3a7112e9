"""Exchangecoin's inventory goes out in batches, twice a second, each entry once; whoever dialled."""

import unittest

from inventory_test import BLOCK, TRANSACTION, InventoryTest
from peer_pair import ExchangecoinPair


class Inventory(InventoryTest):
    pair_kind = ExchangecoinPair

    def test_theirs_comes_one_by_one_when_it_is_urgent(self):
        with self.pair() as pair:
            pair.theirs.tell("inventory", count=3, type=BLOCK, first=0, immediate=True)
            self.assertEqual([len(batch) for batch in self.their_batches(pair, 3)], [1, 1, 1])

    def test_our_batches_wait_half_a_second(self):
        with self.pair() as pair:
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, 3), {"queued": 3})
            self.assertEqual(pair.ours.announce(TRANSACTION, 3, 3), {"queued": 3})
            self.assertEqual([len(batch) for batch in self.our_batches(pair, 6)], [6])


class WeDial(Inventory, unittest.TestCase):
    we_dial = True


class TheyDial(Inventory, unittest.TestCase):
    we_dial = False
