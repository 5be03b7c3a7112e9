// One connection of the package @dashevo/dashcore-p2p. It dials or listens, tells as JSON lines on standard output what
// the package emits, and takes commands as JSON lines on standard input until that ends.
'use strict';

const net = require('net');
const readline = require('readline');
const { parseArgs } = require('util');
const dashcore = require('@dashevo/dashcore-lib');
const { Messages, Peer } = require('@dashevo/dashcore-p2p');

const NETWORKS = { dash: 'livenet', 'dash-testnet': 'testnet', 'dash-regtest': 'testnet' };

const { values: given } = parseArgs({
  options: {
    dial: { type: 'string' },
    network: { type: 'string', default: 'dash-regtest' },
    relay: { type: 'string', default: 'true' },
    // When it listens, the package says verack before version, and nobody hears it. Then it says it once more.
    'repeat-verack': { type: 'string', default: 'true' },
  },
});
// The package has one name for both test networks, and a switch between them.
if (given.network === 'dash-regtest') dashcore.Networks.enableRegtest();
const network = dashcore.Networks.get(NETWORKS[given.network]);

let peer = null;

function tell(event, members) {
  process.stdout.write(`${JSON.stringify({ event, ...members })}\n`);
}

// The members of `version` as JSON has them.
function version(message) {
  const { version, services, subversion, startHeight, relay, mnAuthChallenge } = message;
  return { version, services: services.toNumber(), subversion, startHeight, relay, mnAuthChallenge };
}

// What the package makes of a payload beyond its bytes.
const SHOWN = {
  version,
  block: ({ block }) => ({
    id: block.id,
    transactions: block.transactions.map((each) => each.id),
    merkle_root_fits: block.validMerkleRoot(),
  }),
  headers: ({ headers }) => ({
    ids: headers.map((header) => header.id),
    work_suffices: headers.map((header) => header.validProofOfWork()),
  }),
  inv: ({ inventory }) => ({ types: inventory.map((entry) => entry.type) }),
  tx: ({ transaction }) => ({ id: transaction.id, type: transaction.type, version: transaction.version }),
};

function arrived(message) {
  const { command } = message;
  const shown = SHOWN[command] ? SHOWN[command](message) : {};
  tell('message', { command, payload: message.getPayload().toString('hex'), fields: shown });
}

function attend(fresh) {
  peer = fresh;
  for (const command of Object.keys(fresh.messages.builder.commandsMap)) fresh.on(command, arrived);
  if (!given.dial && given['repeat-verack'] === 'true') {
    fresh.on('version', () => fresh.sendMessage(fresh.messages.VerAck()));
  }
  fresh.on('ready', () => tell('ready'));
  fresh.on('error', (error) => tell('failed', { message: error.message }));
  fresh.on('disconnect', () => tell('disconnected'));
}

// Any command with any payload.
function raw(command, payload) {
  const message = new Messages.Message({ command, network });
  message.getPayload = () => payload;
  return message;
}

const ACTIONS = {
  // Decodes the payload and sends the value, so that both ends of the package's codec are at work.
  send: ({ message, payload }) =>
    peer.sendMessage(peer.messages.builder.commands[message].fromBuffer(Buffer.from(payload, 'hex'))),
  'send raw': ({ message, payload }) => peer.sendMessage(raw(message, Buffer.from(payload, 'hex'))),
  // Messages whose contents the package leaves to its users: a class of theirs reads them and writes them again.
  read: ({ what, payload }) => {
    const value = dashcore[what].fromBuffer(Buffer.from(payload, 'hex'));
    tell('read', { what, payload: value.toBuffer().toString('hex'), fields: value.toObject() });
  },
  stats: () =>
    tell('stats', {
      bytes_sent: peer.socket.bytesWritten,
      bytes_received: peer.socket.bytesRead,
      status: peer.status,
      version: peer.version,
      subversion: peer.subversion,
      best_height: peer.bestHeight,
    }),
  disconnect: () => peer.disconnect(),
};

function obey(line) {
  try {
    const wanted = JSON.parse(line);
    ACTIONS[wanted.command](wanted);
  } catch (error) {
    tell('error', { line, message: error.message });
  }
}

function start() {
  const options = { network, relay: given.relay === 'true' };
  if (given.dial) {
    const [host, port] = given.dial.split(':');
    attend(new Peer({ ...options, host, port: Number(port) }).connect());
    return;
  }
  const server = net.createServer((socket) => {
    server.close();
    attend(new Peer({ ...options, socket }));
  });
  server.listen(0, '127.0.0.1', () => {
    const { address, port } = server.address();
    tell('listening', { address: `${address}:${port}` });
  });
}

// What it cannot read it throws out of the socket's handler. Whoever catches that can only hang up.
process.on('uncaughtException', (error) => {
  tell('thrown', { message: error.message });
  if (peer) peer.disconnect();
});

readline
  .createInterface({ input: process.stdin })
  .on('line', obey)
  .on('close', () => process.exit(0));
start();
