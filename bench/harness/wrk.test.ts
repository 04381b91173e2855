import { describe, expect, test } from "bun:test";
import { NotLoopback } from "./loopback.ts";
import { readWrkReport, wrk } from "./wrk.ts";

const REPORT = `Running 4s test @ http://127.0.0.1:8080/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     0.87ms  120.00us  10.00ms   90.00%
    Req/Sec    73.77k     2.97k   78.00k    75.00%
  Latency Distribution
     50%  850.00us
     75%    0.91ms
     90%    0.99ms
     99%    1.25s
  293512 requests in 4.00s, 5.64GB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 12
Requests/sec:  73354.41
Transfer/sec:      1.41GB
`;

describe("wrk", () => {
  test("its report is read", () => {
    expect(readWrkReport(REPORT)).toEqual({
      requests: 293512,
      requestsPerSecond: 73354.41,
      p50Ms: 0.85,
      p99Ms: 1250,
      refused: 12,
      socketErrors: 3,
    });
  });

  test("a report without a rate is an error", () => expect(() => readWrkReport("oops")).toThrow("no rate"));

  test("no load leaves the machine", async () => {
    const load = {
      url: "http://192.0.2.1/",
      seconds: 1,
      connections: 1,
      core: undefined,
      serverPid: process.pid,
    };
    await expect(wrk(load)).rejects.toThrow(NotLoopback);
  });
});
