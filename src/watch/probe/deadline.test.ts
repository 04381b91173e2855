import { expect, test } from "bun:test";
import { Deadline, LATE_MS_MAX } from "./deadline.ts";
import { Failed } from "./outcome.ts";

const failureOf = (running: Promise<unknown>) =>
  running.then(
    () => "ok",
    (error) => (error as Failed).failure,
  );
const never = () => () => {};

test("one deadline is over all phases", async () => {
  const deadline = new Deadline(80);
  const first = deadline.run<number>("tcp.timeout", (settle) => {
    const timer = setTimeout(settle, 20, 7);
    return () => clearTimeout(timer);
  });
  expect(await first).toBe(7);
  expect(deadline.leftMs).toBeLessThan(80);
  expect(await failureOf(deadline.run("tls.timeout", never))).toBe("tls.timeout");
  expect(deadline.leftMs).toBe(0);
  expect(await failureOf(deadline.run("http.timeout_body", never))).toBe("http.timeout_body");
});

test("a phase may have less than all", async () => {
  const deadline = new Deadline(60_000);
  expect(await failureOf(deadline.run("dns.timeout", never, 10))).toBe("dns.timeout");
});

test("what the phase holds is freed once, however it ends", async () => {
  const stop = new AbortController();
  const deadline = new Deadline(60_000, stop.signal);
  let freed = 0;
  const held = () => () => {
    freed += 1;
  };
  expect(await failureOf(deadline.run("dns.timeout", held, 5))).toBe("dns.timeout");
  const atOnce = deadline.run<void>("dns.timeout", (settle, fail) => {
    settle();
    fail(new Failed("http.eof", "too late"));
    return held();
  });
  expect(await failureOf(atOnce)).toBe("ok");
  const given = failureOf(deadline.run("dns.timeout", held));
  stop.abort();
  expect(await given).toBe("prober.fault");
  await Bun.sleep(1);
  expect(freed).toBe(3);
  expect(await failureOf(deadline.run("dns.timeout", held))).toBe("prober.fault");
});

test("a machine too busy to listen says nothing of the other side", async () => {
  const waiting = failureOf(new Deadline(20).run("http.timeout_first_byte", never));
  const busyUntil = performance.now() + LATE_MS_MAX + 300;
  while (performance.now() < busyUntil) Math.sqrt(2);
  expect(await waiting).toBe("prober.fault");
});

test("what has come when time is up is read first", async () => {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: { data() {}, open: (socket) => void socket.write("here") },
  });
  const waiting = new Deadline(200).run<string>("http.timeout_first_byte", (settle) => {
    Bun.connect({
      hostname: "127.0.0.1",
      port: listener.port,
      socket: { data: (_, bytes) => settle(bytes.toString()) },
    }).catch(() => {});
    // The answer comes within the time and the machine is busy until a moment after it.
    setTimeout(() => {
      const busyUntil = performance.now() + 250;
      while (performance.now() < busyUntil) Math.sqrt(2);
    }, 0);
    return () => {};
  });
  expect(await waiting).toBe("here");
  listener.stop(true);
});
