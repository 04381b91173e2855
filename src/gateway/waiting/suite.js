/*
 * Beffroi's waiting page: sends the form on by itself, after a short proof of work. The button works without it.
 * Plain JavaScript for old telephones: no WebAssembly, no crypto.subtle (absent without TLS).
 */

const form = document.getElementById("beffroi-suite");
const spoken = document.getElementById("beffroi-status");
const setting = (name) => form.getAttribute(`data-${name}`);

const COST_MS = 400;
const MEASURE_MS = 30;
const SLICE_MS = 15;
/* After so long the button may send again: the person has stopped the page, or nothing came. */
const SENT_MS = 60000;
/* A page that comes again and again is not sent by itself for ever. */
const BY_ITSELF_MAX = 4;
const BY_ITSELF_WITHIN_MS = 60000;

/* True while the answer is awaited; a second press then does nothing. */
let isSent = false;
/* Until it was sent once. What the person brings back afterwards is theirs to send. */
let isByItself = true;
let proof = "";

function say(name, when) {
  const text = (spoken.getAttribute(`data-${name}`) || "").replace("{when}", when || "");
  /* A screen reader speaks at each change: only what is new is written. */
  if (spoken.textContent !== text) spoken.textContent = text;
}

/* SHA-256 (FIPS 180-4). The constants are the first 32 bits of the fractional parts of roots of primes. */
const ROUND = [];
const START = [];
for (let n = 2; ROUND.length < 64; n++) {
  let divisor = 2;
  while (n % divisor !== 0) divisor++;
  if (divisor < n) continue;
  if (START.length < 8) START.push((Math.sqrt(n) * 4294967296) | 0);
  ROUND.push((Math.cbrt(n) * 4294967296) | 0);
}
const word = new Int32Array(64);

/* Takes the 64 bytes at `at` into the state of eight words. */
function compress(state, bytes, at) {
  for (let t = 0, i = at; t < 16; t++, i += 4) {
    word[t] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = word[t - 15];
    const y = word[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    word[t] = (word[t - 16] + s0 + word[t - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const first = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[t] + word[t]) | 0;
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/* A function that gives the first 32 bits of the hash of prefix + counter. Whole blocks of the prefix count once. */
function hasher(prefix) {
  const begun = Int32Array.from(START);
  const all = Uint8Array.from(prefix, (character) => character.charCodeAt(0));
  const whole = all.length - (all.length % 64);
  for (let at = 0; at < whole; at += 64) compress(begun, all, at);
  const rest = all.subarray(whole);
  const bytes = new Uint8Array(128);
  const state = new Int32Array(8);
  return (counter) => {
    const digits = String(counter);
    bytes.fill(0);
    bytes.set(rest);
    for (let i = 0; i < digits.length; i++) bytes[rest.length + i] = digits.charCodeAt(i);
    const length = rest.length + digits.length;
    bytes[length] = 128;
    const end = length + 9 > 64 ? 128 : 64;
    const bits = (whole + length) * 8;
    bytes[end - 3] = bits >> 16;
    bytes[end - 2] = bits >> 8;
    bytes[end - 1] = bits;
    state.set(begun);
    compress(state, bytes, 0);
    if (end === 128) compress(state, bytes, 64);
    return state[0];
  };
}

/* Hashes that this device makes in a millisecond. A coarse clock only makes it count longer. */
function measure(hash) {
  const start = Date.now();
  let count = 0;
  let passed = 0;
  while (passed < MEASURE_MS) {
    for (let i = 0; i < 16; i++) hash(count++);
    passed = Date.now() - start;
  }
  return count / passed;
}

function solve(done) {
  const hash = hasher(`${setting("challenge")}.`);
  const perMs = measure(hash);
  const affordable = Math.floor(Math.log2(perMs * COST_MS));
  const bits = Math.max(+setting("bits-min"), Math.min(+setting("bits-max"), affordable));
  const perSlice = Math.max(16, Math.floor(perMs * SLICE_MS));
  let counter = 0;
  function slice() {
    for (const end = counter + perSlice; isByItself && counter < end; counter++) {
      if (hash(counter) >>> (32 - bits) !== 0) continue;
      proof = `${bits}.${counter}`;
      done();
      return;
    }
    if (isByItself) later(slice, 0);
  }
  slice();
}

/* What fails leaves the button, and says so. */
function later(act, ms) {
  setTimeout(() => {
    try {
      act();
    } catch (_) {
      say("ready");
    }
  }, ms);
}

function markSent() {
  isSent = true;
  isByItself = false;
  form.elements["beffroi-proof"].value = proof;
  say("sending");
  later(mayBeSentAgain, SENT_MS);
}

function mayBeSentAgain() {
  isSent = false;
  say("ready");
}

function sendByItself() {
  markSent();
  form.submit();
}

/* False if this tab has sent itself too often of late. Without storage there is nothing to count with. */
function maySendByItself() {
  try {
    const now = Date.now();
    const times = (sessionStorage.getItem("beffroi-suite") || "")
      .split(" ")
      .filter((time) => +time > now - BY_ITSELF_WITHIN_MS);
    if (times.length >= BY_ITSELF_MAX) return false;
    sessionStorage.setItem("beffroi-suite", times.concat(String(now)).join(" "));
  } catch (_) {}
  return true;
}

function inWords(leftMs) {
  const when = spoken.getAttribute("data-when").split("|");
  if (leftMs > 90000) return when[0].replace("{n}", String(Math.round(leftMs / 60000)));
  return when[leftMs > 45000 ? 1 : leftMs > 15000 ? 2 : 3];
}

function waitThenSend(endMs) {
  if (!isByItself) return;
  const leftMs = endMs - Date.now();
  if (leftMs <= 0) {
    sendByItself();
    return;
  }
  say("waiting", inWords(leftMs));
  later(() => waitThenSend(endMs), Math.min(leftMs, 1000));
}

form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  else markSent();
});
/* Shown again from the browser's memory. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted && isSent) mayBeSentAgain();
});
if (setting("reason") !== "check") {
  /* All who wait would otherwise come back at the same moment. */
  const endMs = Date.now() + (+setting("retry") || 1) * 1000 * (1 + Math.random() * 0.3);
  later(() => solve(() => {}), 0);
  later(() => waitThenSend(endMs), 0);
} else if (maySendByItself()) {
  say("working");
  later(() => solve(sendByItself), 0);
} else {
  say("ready");
}
