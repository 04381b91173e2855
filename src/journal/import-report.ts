/** What an import did, and what it refused. */

/** Refused lines that a report lists; all are counted. */
export const REFUSED_LISTED_MAX = 100;

export type ImportFaultCode =
  /** No line of an export, or over the bound. */
  | "bad-line"
  | "bad-entry"
  | "entry-too-large"
  | "bad-id"
  | "bad-signature"
  /** Its lane's key has not come yet, or no more lanes are taken. */
  | "unknown-lane"
  | "too-many-lanes"
  /** The lane is known under another key. */
  | "key-conflict"
  /** It names another beginning than a lane has. */
  | "bad-chain"
  /** No more room for what waits, or for what stands beside: send it again later. */
  | "parked-full"
  | "forks-full";

export type ImportReport = {
  lines: number;
  /** Entries that were added to the chain of their lane. */
  admitted: number;
  known: number;
  /** Entries that wait for their predecessor. Some of them may have been admitted since. */
  parked: number;
  /** Entries that were kept beside a lane's chain. */
  beside: number;
  lanesAdmitted: number;
  refused: number;
  /** The first REFUSED_LISTED_MAX; `line` counts from 1. */
  faults: { line: number; code: ImportFaultCode; what: string }[];
};

/** Why a line of an import is refused. */
export class Fault extends Error {
  constructor(
    readonly code: ImportFaultCode,
    what: string,
  ) {
    super(what);
  }
}

export const emptyReport = (): ImportReport => ({
  lines: 0,
  admitted: 0,
  known: 0,
  parked: 0,
  beside: 0,
  lanesAdmitted: 0,
  refused: 0,
  faults: [],
});

/** The sum of two reports, the second one's lines counted after the first one's. */
export function addReports(one: ImportReport, other: ImportReport): ImportReport {
  const later = other.faults.map((fault) => ({ ...fault, line: fault.line + one.lines }));
  return {
    lines: one.lines + other.lines,
    admitted: one.admitted + other.admitted,
    known: one.known + other.known,
    parked: one.parked + other.parked,
    beside: one.beside + other.beside,
    lanesAdmitted: one.lanesAdmitted + other.lanesAdmitted,
    refused: one.refused + other.refused,
    faults: [...one.faults, ...later].slice(0, REFUSED_LISTED_MAX),
  };
}
