#!/usr/bin/env python3
"""A second verifier of journals, written from src/journal/FORMAT.md alone: Python's standard library and openssl.

verify_journal.py [--every-signature] DB[=CHECKPOINT_FILE] ...
Prints one JSON object a database: {"path", "problems": [{"code", "lane", "n"}], "entries", "root"}.
"""
import base64
import datetime
import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import tempfile

TABLES = {
    "1": ["journal_format", "journal_lanes", "journal_entries", "journal_heads", "journal_deliveries"],
}
TABLES["2"] = TABLES["1"] + [
    "journal_forks", "journal_tree", "journal_checkpoints", "journal_parked", "journal_own_lanes", "journal_unsaid"]
GUARDED = {"1": ["journal_entries", "journal_lanes"]}
GUARDED["2"] = GUARDED["1"] + ["journal_forks", "journal_checkpoints"]
SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")


class Bad(Exception):
    pass


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def signed(key_hex, message, signature):
    """Whether Ed25519 (RFC 8032, pure) holds, by openssl."""
    with tempfile.TemporaryDirectory() as folder:
        files = {"key": SPKI_PREFIX + bytes.fromhex(key_hex), "message": message, "signature": signature}
        for name, data in files.items():
            with open(f"{folder}/{name}", "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", f"{folder}/key",
                   "-rawin", "-in", f"{folder}/message", "-sigfile", f"{folder}/signature"]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


# --- canonical JSON (RFC 8785) ---

def number(value):
    """A double as ECMAScript writes it."""
    if value != value or value in (float("inf"), float("-inf")):
        raise Bad("no number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        if len(digits) <= point:
            return sign + digits + "0" * (point - len(digits))
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + power


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text(value):
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in value):
        raise Bad("a lone surrogate")
    letters = (ESCAPES.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in value)
    return '"' + "".join(letters) + '"'


def canonical(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return number(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{text(key)}:{canonical(part)}" for key, part in pairs) + "}"


def depth(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if parts is None else 1 + max(map(depth, parts), default=0)


def unique(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise Bad("a key twice")
    return dict(pairs)


def refuse(constant):
    raise Bad(constant)


def parse_canonical(data):
    try:
        source = data.decode("utf-8")
        value = json.loads(source, object_pairs_hook=unique, parse_int=float, parse_float=float,
                           parse_constant=refuse)
        if isinstance(value, dict) and depth(value) <= 64 and canonical(value) == source:
            return value
    except (ValueError, Bad, RecursionError):
        pass
    return None


# --- entries ---

HEX64 = re.compile(r"[0-9a-f]{64}")
REQUIRED = ["v", "lane", "n", "prev", "at", "actor", "kind", "subject", "body"]


def instant(value):
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value, re.ASCII):
        return False
    try:
        # Year 0 is a leap year like 2000; Python's calendar begins a year later.
        year = "2000" if value.startswith("0000") else value[:4]
        datetime.datetime.strptime(year + value[4:-1], "%Y-%m-%dT%H:%M:%S.%f")
        return value[17:19] != "60"
    except ValueError:
        return False


def matches(pattern, value):
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def has_shape(entry):
    if any(field not in entry for field in REQUIRED) or set(entry) - set(REQUIRED) - {"occurredAt", "exercise"}:
        return False
    n, subject, actor = entry["n"], entry["subject"], entry["actor"]
    return (matches(r"[a-z0-9][a-z0-9.-]{0,62}", entry["lane"])
            and isinstance(n, float) and n.is_integer() and 1 <= n <= 2**53 - 1
            and matches(HEX64, entry["prev"])
            and instant(entry["at"]) and ("occurredAt" not in entry or instant(entry["occurredAt"]))
            and isinstance(actor, dict) and isinstance(actor.get("type"), str)
            and matches(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+", entry["kind"]) and len(entry["kind"]) <= 100
            and isinstance(subject, str) and 1 <= len(subject.encode("utf-16-be")) // 2 <= 512
            and isinstance(entry["body"], dict)
            and entry.get("exercise", True) is True)


def entry_fault(row, lane):
    """The first check that an entry fails by itself, or None; and the entry."""
    n, ident, signature, data = row
    if not isinstance(n, int) or not isinstance(data, bytes) or len(data) > 65536 \
            or not matches(HEX64, ident) or not matches(r"[0-9a-f]{128}", signature):
        return "malformed-row", None
    entry = parse_canonical(data)
    if entry is None:
        return "not-canonical", None
    if entry.get("v") != 1.0 or isinstance(entry.get("v"), bool):
        return "unknown-version", None
    if not has_shape(entry):
        return "bad-shape", None
    if entry["lane"] != lane or entry["n"] != n:
        return "column-mismatch", None
    return (None, entry) if sha256(data).hex() == ident else ("bad-id", None)


class Lane:
    def __init__(self, name, key):
        self.name, self.key, self.n, self.id, self.signature = name, key, 0, "0" * 64, None
        self.problem = None
        if key is None:
            self.fail("unknown-lane")
        elif not matches(HEX64, key):
            self.fail("bad-key")

    def fail(self, code, n=None):
        self.problem = {"code": code, "lane": self.name} | ({} if n is None else {"n": n})

    def take(self, db, row, every):
        due = self.n + 1
        code, entry = entry_fault(row, self.name)
        if code != "malformed-row" and row[0] != due:
            later = db.execute("SELECT 1 FROM journal_entries WHERE lane = ? AND n = ?", (self.name, due))
            code = "out-of-order" if later.fetchone() else "gap"
        elif code is None and entry["prev"] != self.id:
            code = "broken-chain"
        elif code is None and every and not self.holds(row):
            code = "bad-signature"
        if code is not None:
            self.fail(code, due)
            return None
        self.n, self.id, self.signature = due, row[1], row
        return entry

    def holds(self, row):
        return signed(self.key, row[1].encode(), bytes.fromhex(row[2]))

    def end(self, db, has_forks):
        head = db.execute("SELECT n, id FROM journal_heads WHERE lane = ?", (self.name,)).fetchone()
        if head and isinstance(head[0], int) and head[0] > self.n:
            return self.fail("truncated", self.n + 1)
        if head != (self.n, self.id):
            return self.fail("head-mismatch", self.n)
        if self.signature and not self.holds(self.signature):
            return self.fail("bad-signature", self.n)
        forks = db.execute("SELECT n, id, signature, CAST(canonical AS BLOB) FROM journal_forks WHERE lane = ?"
                           " ORDER BY n, id", (self.name,)) if has_forks else []
        for row in forks:
            code, _ = entry_fault(row, self.name)
            chain = db.execute("SELECT id FROM journal_entries WHERE lane = ? AND n = ?", (self.name, row[0]))
            if code or not self.holds(row) or chain.fetchone() == (row[1],):
                return self.fail("bad-fork", row[0])
        return None


# --- tree and checkpoints ---

def root_of(peaks):
    if not peaks:
        return sha256()
    result = peaks[-1]
    for left in reversed(peaks[:-1]):
        result = sha256(b"\x01", left, result)
    return result


def read_checkpoint(note):
    lines = note.split("\n")
    if len(note) > 300 or len(lines) != 6 or not re.fullmatch(r"0|[1-9]\d{0,14}", lines[1], re.ASCII):
        return None
    name, size, root = lines[:3]
    try:
        blob = base64.b64decode(lines[4].split(" ")[2], validate=True)
        digest = base64.b64decode(root, validate=True)
    except (ValueError, IndexError):
        return None
    again = f"{name}\n{size}\n{base64.b64encode(digest).decode()}\n"
    full = f"{again}\n\u2014 {name} {base64.b64encode(blob).decode()}\n"
    if full != note or len(digest) != 32 or len(blob) != 68 or not re.fullmatch(r"[!-*,-~]+", name):
        return None
    return {"name": name, "size": int(size), "root": digest, "body": again.encode(), "blob": blob}


def checkpoint_signed(checkpoint, keys):
    for key in keys:
        hint = sha256(checkpoint["name"].encode(), b"\n\x01", bytes.fromhex(key))[:4]
        if hint == checkpoint["blob"][:4] and signed(key, checkpoint["body"], checkpoint["blob"][4:]):
            return True
    return False


def verify(path, every=False, given=None):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.execute("PRAGMA trusted_schema = OFF")
    report = {"path": path, "problems": [], "entries": 0, "root": None}
    problems = report["problems"]
    names = {kind: {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = ?", (kind,))}
             for kind in ("table", "trigger")}
    if any(table not in names["table"] for table in TABLES["1"]):
        problems.append({"code": "missing-table"})
        return report
    formats = [str(version) for (version,) in db.execute("SELECT version FROM journal_format")]
    if len(formats) != 1 or formats[0] not in TABLES:
        problems.append({"code": "unknown-format"})
        return report
    version = formats[0]
    if any(table not in names["table"] for table in TABLES[version]):
        problems.append({"code": "missing-table"})
        return report
    if any(f"{table}_{ending}" not in names["trigger"]
           for table in GUARDED[version] for ending in ("no_update", "no_delete", "no_replace")):
        problems.append({"code": "missing-trigger"})

    keys = dict(db.execute("SELECT lane, public_key FROM journal_lanes"))
    every_name = {name for table in ("journal_lanes", "journal_heads", "journal_entries")
                  for (name,) in db.execute(f"SELECT DISTINCT lane FROM {table}")}
    lanes = {name: Lane(name, keys.get(name)) for name in sorted(every_name)}
    nodes, peaks, roots, announced, rows = [], [], [sha256()], [], 0
    for lane, *row in db.execute("SELECT lane, n, id, signature, CAST(canonical AS BLOB) FROM journal_entries"
                                 " NOT INDEXED ORDER BY position"):
        rows += 1
        entry = lanes[lane].take(db, row, every) if lanes[lane].problem is None else None
        if entry and entry["kind"] == "journal.checkpoint-key":
            announced.append(entry["body"].get("publicKey"))
        peaks_hash, rest = sha256(b"\x00", row[3]), rows - 1
        while rest % 2 == 1:
            peaks_hash, rest = sha256(b"\x01", peaks.pop(), peaks_hash), rest // 2
            nodes.append(peaks_hash)
        peaks.append(peaks_hash)
        roots.append(root_of(peaks))
    for lane in lanes.values():
        if lane.problem is None:
            lane.end(db, version != "1")
    first, last = db.execute("SELECT min(position), max(position) FROM journal_entries").fetchone()
    sequence = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entries'").fetchone()
    if (first or 1) != 1 or (last or 0) != rows or (sequence[0] if sequence else 0) != rows:
        problems.append({"code": "missing-position"})
    problems.extend(lane.problem for lane in lanes.values() if lane.problem)

    if version != "1" and not [problem for problem in problems if problem["code"] != "missing-trigger"]:
        stored = [value for (value,) in db.execute("SELECT hash FROM journal_tree ORDER BY node")]
        if stored != nodes:
            problems.append({"code": "tree-mismatch"})
        for size, note in db.execute("SELECT size, note FROM journal_checkpoints ORDER BY size"):
            checkpoint = read_checkpoint(note)
            if size > rows:
                problems.append({"code": "checkpoint-ahead"})
                break
            if not checkpoint or checkpoint["size"] != size or not checkpoint_signed(checkpoint, announced):
                problems.append({"code": "checkpoint-bad-signature"})
            elif checkpoint["root"] != roots[size]:
                problems.append({"code": "checkpoint-mismatch"})
    if given is not None:
        checkpoint = read_checkpoint(given)
        if not checkpoint or not checkpoint_signed(checkpoint, announced):
            problems.append({"code": "checkpoint-bad-signature"})
        if checkpoint and checkpoint["size"] > rows:
            problems.append({"code": "checkpoint-ahead"})
        elif checkpoint and checkpoint["root"] != roots[checkpoint["size"]]:
            problems.append({"code": "checkpoint-mismatch"})
    report["entries"] = sum(lane.n for lane in lanes.values())
    report["root"] = base64.b64encode(roots[-1]).decode()
    return report


def main(arguments):
    every = "--every-signature" in arguments
    for argument in arguments:
        if argument.startswith("--"):
            continue
        path, _, checkpoint = argument.partition("=")
        given = None
        if checkpoint:
            with open(checkpoint, encoding="utf-8", newline="") as file:
                given = file.read()
        print(json.dumps(verify(path, every, given)))


if __name__ == "__main__":
    main(sys.argv[1:])
