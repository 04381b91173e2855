import type { Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { makeCertificate } from "./certificate.ts";

/** A real SMTP server on loopback, with STARTTLS and a password, that misbehaves where a test says so. */

const MAIL_USER = "beffroi";
const MAIL_PASSWORD = "un-mot-de-passe";

export type MailStage = "connect" | "auth" | "mail" | "rcpt" | "data";
/**
 * code: the server answers with it at that stage. reset: it cuts the connection there; at "data", before it has taken the message.
 * taken: it takes the message and then cuts the connection. silent: it never answers at that stage; at "data" it has not
 * taken the message, with `taken-silent` it has.
 */
export type MailFault =
  | { at: MailStage; how: "reset" | "silent" }
  | { at: MailStage; how: "code"; code: number }
  | { at: "data"; how: "taken-reset" | "taken-silent" };

export type GotMail = {
  to: string[];
  messageId: string;
  marked: boolean;
  secure: boolean;
  user: string;
  raw: string;
};

export type MailSink = {
  readonly port: number;
  readonly ca: string;
  readonly user: string;
  readonly password: string;
  /** Messages that the server took, in their order. */
  readonly got: GotMail[];
  /** Sessions begun. */
  sessions: number;
  /** What the next session does wrong; called once a session. */
  plan: (session: number) => MailFault | undefined;
  /** Called when a session reaches a stage, before it is answered. */
  onStage: (stage: MailStage | "taken", session: number) => void;
  close(): Promise<void>;
};

type Kept = { number: number; fault: MailFault | undefined };

export async function startMailSink(options: Partial<SMTPServerOptions> = {}): Promise<MailSink> {
  const certificate = makeCertificate(["localhost"]);
  const kept = new Map<string, Kept>();
  const got: GotMail[] = [];

  /** Answers at a stage, or does what the plan says. */
  function stage(at: MailStage, session: SMTPServerSession, go: (error?: Error) => void): void {
    const { number, fault } = keptOf(session);
    sink.onStage(at, number);
    if (fault?.at !== at || fault.how.startsWith("taken")) go();
    else if (fault.how === "code") go(Object.assign(new Error("as planned"), { responseCode: fault.code }));
    else if (fault.how === "reset") cutOff(session);
  }

  function keptOf(session: SMTPServerSession): Kept {
    const known = kept.get(session.id);
    if (known !== undefined) return known;
    const number = ++sink.sessions;
    const one = { number, fault: sink.plan(number) };
    kept.set(session.id, one);
    return one;
  }

  function cutOff(session: SMTPServerSession): void {
    for (const connection of server.connections as Set<{ session: { id: string }; _socket: Socket }>) {
      if (connection.session.id === session.id) connection._socket.destroy();
    }
  }

  const server = new SMTPServer({
    ...certificate,
    logger: false,
    authOptional: false,
    closeTimeout: 100,
    socketTimeout: 60_000,
    disableReverseLookup: true,
    onConnect: (session, done) => stage("connect", session, done),
    onClose: (session) => void kept.delete(session.id),
    onAuth: ({ username, password }, session, done) =>
      stage("auth", session, (error) => {
        if (error !== undefined) return done(error);
        if (username === MAIL_USER && password === MAIL_PASSWORD) return done(null, { user: username });
        done(Object.assign(new Error("wrong password"), { responseCode: 535 }));
      }),
    onMailFrom: (_, session, done) => stage("mail", session, done),
    onRcptTo: (_, session, done) => stage("rcpt", session, done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () =>
        stage("data", session, (error) => {
          if (error !== undefined) return done(error);
          const { number, fault } = keptOf(session);
          got.push(mailOf(session, Buffer.concat(chunks).toString()));
          sink.onStage("taken", number);
          if (fault?.how === "taken-reset") cutOff(session);
          else if (fault?.how !== "taken-silent") done(null, `taken as ${got.length}`);
        }),
      );
    },
    ...options,
  });
  // A connection that is cut on purpose is no news.
  server.on("error", () => {});
  const sink: MailSink = {
    port: 0,
    ca: certificate.cert,
    user: MAIL_USER,
    password: MAIL_PASSWORD,
    got,
    sessions: 0,
    plan: () => undefined,
    onStage: () => {},
    close: () => endServer(server),
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  return Object.assign(sink, { port: typeof address === "object" ? address?.port : 0 });
}

function endServer(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => {
    for (const { _socket } of server.connections as Set<{ _socket: Socket }>) _socket.destroy();
    server.close(() => resolve());
  });
}

function mailOf(session: SMTPServerSession, raw: string): GotMail {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
  return {
    to: session.envelope.rcptTo.map(({ address }) => address),
    messageId: /^Message-ID: <(.*)>$/im.exec(head)?.[1] ?? "",
    marked: /^X-Beffroi-Possible-Double: yes$/im.test(head),
    secure: session.secure,
    user: String(session.user ?? ""),
    raw,
  };
}
