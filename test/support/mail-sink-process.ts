import { startMailSink } from "./mail-sink.ts";

/** The SMTP sink in a process of its own. Says its port and certificate, and at each message how many it has by Message-ID. */
export type SinkSays = { port: number; ca: string; user: string; password: string } | { messages: number };

if (import.meta.main) {
  const { port, ca, user, password, got } = await startMailSink();
  const say = (what: SinkSays) => process.send?.(what);
  process.on("message", () => say({ messages: new Set(got.map(({ messageId }) => messageId)).size }));
  process.on("disconnect", () => process.exit(0));
  say({ port, ca, user, password });
}
