"""Where the tool and the foreign nodes are, and what to do when one is missing."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOL = ROOT / "build/release/bin/bitpeer"
LITECOIND = Path("/usr/lib/litecoin/litecoind")  # not /usr/bin/litecoind, a wrapper that writes into the home folder
MICROSOCKS = Path("/usr/bin/microsocks")
BUILT = ROOT / "build/interop"
BTCD = BUILT / "btcd"
BTCD_PEER = BUILT / "btcd_peer"
DCRD_PEER = BUILT / "dcrd_peer"
DASHCORE_P2P = BUILT / "dashcore_p2p"  # a folder: our program beside the packages it needs
DRIVER = ROOT / "build/release/bin/bitpeer_interop_peer"

INSTALL = "install it with: scripts/install-deps interop"

tool = TOOL
driver = DRIVER


def problems():
    """Builds what can be built; one line for each thing that is still missing, so that all are told at once."""
    found = []
    if not os.access(tool, os.X_OK):
        found.append(f"no bitpeer tool at {tool}; build it with: make build")
    if not os.access(driver, os.X_OK):
        found.append(f"no driver at {driver}; `make interop` builds it")
    for command in ("unshare", "ip", "setpriv"):
        if shutil.which(command) is None:
            found.append(f"no {command} on the PATH; {INSTALL}")
    if not os.access(LITECOIND, os.X_OK):
        found.append(f"no litecoind at {LITECOIND}; {INSTALL}")
    if not os.access(MICROSOCKS, os.X_OK):
        found.append(f"no microsocks at {MICROSOCKS}; {INSTALL}")
    if shutil.which("go") is None:
        found.append(f"no Go on the PATH to build btcd, btcd_peer and dcrd_peer with; {INSTALL}")
    else:
        found += build_problems(BTCD, "btcd", "github.com/btcsuite/btcd")
        found += build_problems(BTCD_PEER, "btcd_peer", ".")
        found += build_problems(DCRD_PEER, "dcrd_peer", ".")
    missing = [command for command in ("node", "npm") if shutil.which(command) is None]
    if missing:
        found.append(f"no {' and no '.join(missing)} on the PATH to run dashcore_p2p with; {INSTALL}")
    else:
        found += package_problems(DASHCORE_P2P, "dashcore_p2p")
    return found


def build_problems(product, module, package):
    """Go downloads modules, so this runs outside of the namespace. Go's own cache makes a second run cheap."""
    product.parent.mkdir(parents=True, exist_ok=True)
    command = ["go", "build", "-mod=readonly", "-o", str(product), package]
    built = subprocess.run(command, cwd=HERE / module, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if built.returncode == 0:
        return []
    return [f"{module} did not build ({last_lines(built)}); it needs the Go that {module}/go.mod names; {INSTALL}"]


def package_problems(folder, module):
    """npm downloads packages, so this runs outside of the namespace, and only when the pinned ones are others."""
    folder.mkdir(parents=True, exist_ok=True)
    installed = folder / "node_modules/installed-lock.json"
    wanted = HERE / module / "package-lock.json"
    for source in (HERE / module).iterdir():
        shutil.copy(source, folder)
    if installed.is_file() and installed.read_bytes() == wanted.read_bytes():
        return []
    # The packages need no scripts of their own to be run.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        return [f"the packages of {module} cannot be installed ({last_lines(done)}); {INSTALL}"]
    shutil.copy(wanted, installed)
    return []


def last_lines(finished):
    return "; ".join(finished.stderr.strip().splitlines()[-3:])
