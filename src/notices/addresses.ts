/** Addresses of people, as they stand in an address book that anybody may have typed. */

/** Whether this is one mail address and nothing that a mail server could read as more. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,189}$/u.test(text)
  );
}

/** "06 12 34 56 78" -> "+33612345678", or undefined when it is no telephone number. Digits only, as E.164 has them. */
export function internationalNumber(text: string, countryPrefix: string): string | undefined {
  const bare = text.replace(/\(0\)/g, "").replace(/[\s./()\u00a0\u202f-]/g, "");
  const whole = bare.startsWith("+")
    ? bare
    : bare.startsWith("00")
      ? `+${bare.slice(2)}`
      : bare.startsWith("0")
        ? `${countryPrefix}${bare.slice(1)}`
        : bare;
  return /^\+[1-9]\d{6,14}$/.test(whole) ? whole : undefined;
}

/** The first number that an SMS can reach. No prefixes: the first number at all. */
export function mobileNumber(
  phones: readonly string[],
  countryPrefix: string,
  mobilePrefixes: readonly string[],
): string | undefined {
  return phones
    .map((phone) => internationalNumber(phone, countryPrefix))
    .find(
      (number) =>
        number !== undefined &&
        (mobilePrefixes.length === 0 || mobilePrefixes.some((prefix) => number.startsWith(prefix))),
    );
}
