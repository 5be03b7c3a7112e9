"""Inventory that is queued for announcing goes out in batches, each entry once; whoever dialled."""

import unittest

from inventory_test import BLOCK, TRANSACTION, InventoryTest
from peer_pair import PeerPair


class Inventory(InventoryTest):
    pair_kind = PeerPair

    def test_their_blocks_do_not_wait(self):
        with self.pair(theirs={"trickle": "1h"}) as pair:
            pair.theirs.tell("inventory", count=5, type=TRANSACTION, first=100)
            pair.theirs.tell("inventory", count=3, type=BLOCK, first=0)
            self.assertEqual([len(batch) for batch in self.their_batches(pair, 3)], [1, 1, 1])
            pair.check_alive()
            announced = [event for event in pair.ours.of("message") if event["command"] == "inv"]
            self.assertEqual({item["type"] for event in announced for item in event["fields"]["items"]}, {"block"})


class WeDial(Inventory, unittest.TestCase):
    we_dial = True


class TheyDial(Inventory, unittest.TestCase):
    we_dial = False
