"""`bitpeer conform`, against ourselves and against nodes of others; docs/conform.md tells the same."""

import socket
import threading
import unittest
from concurrent import futures

import conform_page
import installation
import node_pool
import tool
from btcd import Btcd, EncryptingBtcd
from free_port import free_port
from litecoind import Litecoind
from stranger import Stranger, sha256

BLOCKS = 20
REGTEST_MAGIC = bytes.fromhex("fabfb5da")


class StrangersLitecoind(Litecoind):
    """To which we are anybody: whom it would never ban it does not disconnect either."""

    def command(self):
        return [argument for argument in super().command() if argument != "-whitelist=noban@127.0.0.1"]


class OnSimnet:
    """On regtest btcd forgives whoever is on loopback."""

    network = "bitcoin-simnet"

    def command(self):
        return ["--simnet" if argument == "--regtest" else argument for argument in super().command()]


class SimnetBtcd(OnSimnet, Btcd):
    pass


class EncryptingSimnetBtcd(OnSimnet, EncryptingBtcd):
    pass


def findings(address, network, *options):
    """Those of one run, by name; its exit code tells whether one of them failed."""
    with tool.Tool("conform", address, "--skip-slow", "--timeout", "20", *options, network=network) as conform:
        code = conform.finish()
        found = {finding["name"]: finding for finding in conform.of("behaviour")}
        outcomes = [finding["outcome"] for finding in found.values()]
        summary = conform.of("summary")
        assert summary and all(summary[0][outcome] == outcomes.count(outcome) for outcome in set(outcomes)), conform
        assert code == ("fail" in outcomes), conform
        return found


def of_ourselves(network, *options, transport="auto", blocks=BLOCKS):
    with tool.Tool("listen", "127.0.0.1:0", "--transport", transport, "--generate", str(blocks),
                   network=network) as listen:
        return findings(listen.await_event("listening")["address"], network, *options)


def of_node(kind, *options):
    node = node_pool.shared(kind)
    return findings(node.address, node.network, *options)


def names_with(found, outcome):
    return sorted(name for name, finding in found.items() if finding["outcome"] == outcome)


class Ourselves(unittest.TestCase):
    def check(self, network, *options, transport="auto", blocks=BLOCKS):
        found = of_ourselves(network, *options, transport=transport, blocks=blocks)
        self.assertEqual(names_with(found, "fail"), [])
        if blocks:
            self.assertEqual(names_with(found, "inconclusive"), [])
        return found

    def test_all_pass(self):
        found = self.check("bitcoin-regtest")
        self.assertGreater(len(names_with(found, "pass")), 150)

    def test_all_pass_in_v1_only(self):
        found = self.check("bitcoin-regtest", "--transport", "v1", transport="v1")
        self.assertEqual({finding["outcome"] for name, finding in found.items() if name.startswith("v2.")},
                         {"not_offered"})

    def test_all_pass_in_v2_only(self):
        self.check("bitcoin-regtest", "--transport", "v2", transport="v2")

    def test_all_pass_on_other_networks(self):
        self.check("exchangecoin-simnet")
        for network in ("litecoin-regtest", "dash-regtest"):
            with self.subTest(network):
                self.check(network, blocks=0)


class Deaf:
    """A peer that finishes each handshake and answers each ping with another nonce."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        while True:
            try:
                connected = self.listener.accept()[0]
            except OSError:
                return
            with Stranger(REGTEST_MAGIC, lambda data: sha256(sha256(data))) as end:
                end.attend(connected)
                self.talk(end)

    def talk(self, end):
        try:
            while message := end.read():
                command, payload = message
                if command == "version":
                    end.send("version", payload)
                    end.send("verack")
                elif command == "ping":
                    end.send("pong", bytes([payload[0] ^ 0xff]) + payload[1:])
        except (AssertionError, OSError):
            pass  # it spoke v2, or went

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


class BrokenRules(unittest.TestCase):
    def test_a_broken_rule_is_told_with_what_was_seen(self):
        with Deaf() as deaf, tool.Tool("conform", deaf.address, "--only", "ping.nonce_echoed,handshake.version_first",
                                       "--timeout", "0.3", "--transport", "v1", network="bitcoin-regtest") as conform:
            self.assertEqual(conform.finish(), 1)
            first, echo = conform.of("behaviour")
            self.assertEqual((first["name"], first["outcome"]), ("handshake.version_first", "pass"))
            self.assertEqual((echo["outcome"], echo["reaction"], echo["source"]), ("fail", "silent", "BIP31"))
            self.assertIn("ping, 8 bytes", echo["sent"])
            self.assertIn("pong, 8 bytes", echo["came"])
            self.assertGreaterEqual(echo["took_ms"], 300)

    def test_nobody_there(self):
        address = f"127.0.0.1:{free_port()}"
        error = tool.run("conform", address, network="bitcoin-regtest", expect=1).of("error")[0]
        self.assertEqual(error["code"], "handshake_failed")

    def test_wrong_usage(self):
        for options in ([], ["127.0.0.1", "--only", "nobody.knows"], ["127.0.0.1", "--transport", "v3"],
                        ["127.0.0.1", "--timeout", "0"]):
            with self.subTest(options):
                tool.run("conform", *options, network="bitcoin-regtest", expect=2)


class ThePage(unittest.TestCase):
    def test_it_tells_what_happens(self):
        rules = tool.run("conform", "--list", "--skip-slow", network="bitcoin").of("behaviour")
        for kind in (StrangersLitecoind, SimnetBtcd, EncryptingSimnetBtcd):
            node_pool.shared(kind)
        with futures.ThreadPoolExecutor() as at_once:
            encrypting = at_once.submit(of_node, EncryptingSimnetBtcd, "--only", "v2.")
            btcd = at_once.submit(of_node, SimnetBtcd, "--transport", "v1")
            litecoind = at_once.submit(of_node, StrangersLitecoind)
            ourselves = at_once.submit(of_ourselves, "bitcoin-regtest")
            columns = {"bitpeer": ourselves.result(), "litecoind 0.21.2": litecoind.result(),
                       "btcd 0.26.2": btcd.result() | encrypting.result()}
        text = conform_page.PAGE.read_text(encoding="utf-8")
        fresh = conform_page.with_tables(text, conform_page.tables(rules, columns))
        if fresh != text:
            kept = installation.BUILT / "conform.md"
            kept.write_text(fresh, encoding="utf-8")
            self.fail(f"docs/conform.md is out of date; as it should be it lies in {kept}:\n"
                      + conform_page.difference(text, fresh))
