/** z of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a share (0..1) seen in `n` trials; n need not be whole. Without trials nothing is known:
 * 0 to 1. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
 */
export function wilson(share: number, n: number): { low: number; high: number } {
  if (!(n > 0)) return { low: 0, high: 1 };
  const scale = 1 + (Z * Z) / n;
  const middle = (share + (Z * Z) / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
