"""Header sync: each hash is the one that the node itself says."""

import unittest

import tool
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest


class Headers(NodeTest):
    def headers(self, *options):
        finished = tool.run("headers", self.node.address, *options, network=self.node.network)
        headers = finished.of("header")
        self.assertEqual(finished.events[-1], {"event": "summary", "headers": len(headers)})
        return headers

    def check_resumed(self, headers, height):
        self.assertIn(headers[0]["height"], (height, height + 1))
        self.assertEqual(headers[-1]["hash"], self.node.tip())
        for header in headers:
            self.assertEqual(header["hash"], self.node.hash_at(header["height"]))

    def test_every_header(self):
        headers = self.headers()
        heights = range(1, self.node.height() + 1)
        hashes = [self.node.hash_at(height) for height in range(0, self.node.height() + 1)]
        self.assertGreaterEqual(len(headers), 220)
        self.assertEqual([header["height"] for header in headers], list(heights))
        self.assertEqual([header["hash"] for header in headers], hashes[1:])
        self.assertEqual([header["prev"] for header in headers], hashes[:-1])

    def test_from_a_height(self):
        self.check_resumed(self.headers("--from", "200"), 200)

    def test_from_a_hash(self):
        self.check_resumed(self.headers("--from", self.node.hash_at(200)), 200)


class WithBtcd(Headers, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(Headers, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(Headers, unittest.TestCase):
    kind = Litecoind
