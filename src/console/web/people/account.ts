/** What the console answers about the account of who is signed in. */

export type AccountSession = {
  id: string;
  current: boolean;
  createdAt: string;
  lastSeenAt: string;
  address: string;
  userAgent: string;
  expiresAt: string;
};

export type AccountAnswer = {
  passkeys: { id: string; name: string; createdAt: string; lastUsedAt: string | null }[];
  /** Whether there is a password; who joined by the town's provider may have none. */
  password: boolean;
  /** Null when no provider is set up. */
  oidc: { linked: boolean } | null;
  secondFactor: boolean;
  printedCodes: { left: number; madeAt: string } | null;
  sessions: AccountSession[];
};

export type PartOfAccount = { account: AccountAnswer; reload: () => Promise<void> };
