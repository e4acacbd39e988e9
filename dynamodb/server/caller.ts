import type { Caller } from '../database.ts';

const DEFAULT_ACCOUNT = '000000000000';
const DEFAULT_REGION = 'us-east-1';
/** What tools for local databases sign with. */
const NO_REGIONS = new Set(['', 'local', 'localhost']);
const CREDENTIAL = /Credential=([^/,\s]+)\/[^/,\s]*\/([^/,\s]*)\//;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What the eight characters of account 000000000000 stand for ("QAAAAAAA"). */
const ACCOUNT_OFFSET = 2 ** 39;

/** The account in an access key that LocalStack made: characters 5 to 12 are half of it, in base32. */
function accountIn(accessKey: string): string | undefined {
  let half = 0;
  for (const character of accessKey.slice(4, 12)) {
    const digit = BASE32.indexOf(character);
    if (digit === -1) return undefined;
    half = half * 32 + digit;
  }
  const account = 2 * (half - ACCOUNT_OFFSET) + (BASE32.indexOf(accessKey[12] ?? '') >= 16 ? 1 : 0);
  return account >= 0 && account <= 999_999_999_999 ? String(account).padStart(12, '0') : undefined;
}

/**
 * The account that LocalStack takes an access key for: one that begins with twelve digits is its own account, and so is what
 * LocalStack's provider makes of it, which appends the region; LocalStack's own keys hold theirs; all others are one account.
 */
function accountOf(accessKey: string): string {
  const [digits] = /^\d{12}/.exec(accessKey) ?? [];
  if (digits !== undefined) return digits;
  const isLocalStacks = /^LS?[IK]A/.test(accessKey) && accessKey.length >= 20;
  return (isLocalStacks ? accountIn(accessKey) : undefined) ?? DEFAULT_ACCOUNT;
}

/** Who calls, by the credential scope of a signature, which is not verified; undefined if there is none. */
export function callerOf(authorization: string | undefined): Caller | undefined {
  const [, accessKey, region] = CREDENTIAL.exec(authorization ?? '') ?? [];
  if (accessKey === undefined || region === undefined) return undefined;
  return { account: accountOf(accessKey), region: NO_REGIONS.has(region) ? DEFAULT_REGION : region };
}
