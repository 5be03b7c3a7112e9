//! Does with rust-bitcoin, and with bitcoin_slices where that has it, what bitpeer_decode does with ours: see
//! docs/benchmarks.md.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bitcoin::block::Header;
use bitcoin::consensus::{deserialize, encode::VarInt, Decodable};
use bitcoin::p2p::{message_blockdata::Inventory, Address};
use bitcoin::Block;
use bitcoin_slices::{bsl, Visit, Visitor};

struct Arguments {
    work: String,
    folder: PathBuf,
    seconds: f64,
}

fn parse() -> Arguments {
    let mut given = Arguments { work: String::new(), folder: PathBuf::new(), seconds: 1.0 };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().unwrap_or_default();
        match word.as_str() {
            "--work" => given.work = value,
            "--folder" => given.folder = value.into(),
            "--seconds" => given.seconds = value.parse().expect("a number of seconds"),
            _ => panic!("not understood: {word}"),
        }
    }
    given
}

/// What one call takes, in seconds.
struct Cost {
    each: f64,
    processor: f64,
}

/// This process has one thread: the first number there is how long that was on a processor.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|word| word.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn each(given: &Arguments, mut call: impl FnMut()) -> Cost {
    call();
    let lasting = Duration::from_secs_f64(given.seconds);
    let (began, before) = (Instant::now(), processor_seconds());
    let mut calls = 0.0;
    while began.elapsed() < lasting {
        call();
        calls += 1.0;
    }
    let processor = (processor_seconds() - before) / calls;
    Cost { each: began.elapsed().as_secs_f64() / calls, processor }
}

/// Adds up what it is shown, so that everything has to be looked at.
#[derive(Default)]
struct Sum(u64);

impl Visitor for Sum {
    fn visit_tx_in(&mut self, _at: usize, input: &bsl::TxIn) -> ControlFlow<()> {
        self.0 += u64::from(input.prevout().vout()) + u64::from(input.prevout().txid()[0]);
        self.0 += input.script_sig().len() as u64;
        ControlFlow::Continue(())
    }
    fn visit_tx_out(&mut self, _at: usize, output: &bsl::TxOut) -> ControlFlow<()> {
        self.0 += output.value() + output.script_pubkey().len() as u64;
        ControlFlow::Continue(())
    }
}

fn headers(mut payload: &[u8]) -> Vec<Header> {
    let count = VarInt::consensus_decode(&mut payload).expect("a count").0;
    let mut all = Vec::with_capacity(count as usize);
    for _ in 0..count {
        all.push(Header::consensus_decode(&mut payload).expect("a header"));
        u8::consensus_decode(&mut payload).expect("a relic");
    }
    all
}

fn main() {
    let given = parse();
    let payload = |name: &str| std::fs::read(given.folder.join(name)).expect("the payload's file");
    let taken = match given.work.as_str() {
        "block" => {
            let raw = payload("block");
            each(&given, || {
                black_box(deserialize::<Block>(black_box(&raw)).expect("a block"));
            })
        }
        "view" => {
            let raw = payload("block");
            each(&given, || {
                let mut sum = Sum::default();
                bsl::Block::visit(black_box(&raw), &mut sum).expect("a block");
                black_box(sum.0);
            })
        }
        "merkle" => {
            let block: Block = deserialize(&payload("block")).expect("a block");
            each(&given, || {
                black_box(black_box(&block).compute_merkle_root());
            })
        }
        "headers" => {
            let raw = payload("headers-2000");
            each(&given, || {
                black_box(headers(black_box(&raw)));
            })
        }
        "inv" => {
            let raw = payload("inv-50000");
            each(&given, || {
                black_box(deserialize::<Vec<Inventory>>(black_box(&raw)).expect("an inv"));
            })
        }
        "addr" => {
            let raw = payload("addr-1000");
            each(&given, || {
                black_box(deserialize::<Vec<(u32, Address)>>(black_box(&raw)).expect("an addr"));
            })
        }
        other => panic!("no work is named {other}"),
    };
    println!("{{\"each\": {:e}, \"processor_each\": {:e}}}", taken.each, taken.processor);
}
