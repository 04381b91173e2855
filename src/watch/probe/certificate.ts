import type { X509Certificate } from "node:crypto";
import type { Failure } from "../codes.ts";

/** What a handshake said of the certificate. */
export type Certificate = {
  /** Absent when a browser would not warn. */
  readonly failure?: Failure;
  /** End of validity, ms since 1970. */
  readonly endsAt?: number;
  /** The verifier's word, for people. */
  readonly detail?: string;
};

/** The verifier's words (X509_V_ERR_* of OpenSSL, as the runtime spells them) that have a code of their own. */
const CODES: Record<string, Failure> = {
  CERT_HAS_EXPIRED: "tls.cert_expired",
  CERT_NOT_YET_VALID: "tls.cert_not_yet_valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls.name_mismatch",
  HOSTNAME_MISMATCH: "tls.name_mismatch",
  IP_ADDRESS_MISMATCH: "tls.name_mismatch",
};
/** Words that are about trust in the chain. */
const OF_THE_CHAIN =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE|NON_CA)|PATH_LENGTH|CRL_|AKID_|SUBJECT_ISSUER|KEYUSAGE|ERROR_IN_CERT|EXCLUDED_|PERMITTED_|UNSPECIFIED)/;

/**
 * The code for the verifier's word, or undefined when the word is not about the certificate: then the handshake itself
 * failed.
 */
export function certificateFailure(word: string | undefined): Failure | undefined {
  if (word === undefined) return undefined;
  return CODES[word] ?? (OF_THE_CHAIN.test(word) ? "tls.unknown_authority" : undefined);
}

/** End of validity, ms since 1970, or undefined when the certificate says no date that can be read. */
export function endOf(certificate: X509Certificate | undefined | null): number | undefined {
  if (certificate === undefined || certificate === null) return undefined;
  try {
    const endsAt = Date.parse(certificate.validTo);
    return Number.isFinite(endsAt) ? endsAt : undefined;
  } catch {
    return undefined;
  }
}
