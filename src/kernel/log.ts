export type LogLevel = "error" | "warn" | "info";

/** One JSON line on stderr. `error`: a person must act; `warn`: look when there is time; `info`: for the record. */
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

/** Longest value of a field that is written, in characters: an outsider's text must not fill the disk. */
const FIELD_CHARACTERS_MAX = 300;

/** Makes a log whose lines carry the name of the process. JSON escapes line breaks, so no field can forge a line. */
export function makeLog(processName: string, write: (line: string) => void = writeStderr): Log {
  return (level, message, fields = {}) => {
    const line: Record<string, unknown> = {
      at: new Date().toISOString(),
      level,
      process: processName,
      message,
    };
    for (const [name, value] of Object.entries(fields)) {
      line[name] = typeof value === "string" ? value.slice(0, FIELD_CHARACTERS_MAX) : value;
    }
    write(`${JSON.stringify(line)}\n`);
  };
}

export const silentLog: Log = () => {};

function writeStderr(line: string): void {
  process.stderr.write(line);
}
