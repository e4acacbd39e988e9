/** Whose everything is, and where, as LocalStack has it. */
export const CALLER = { account: '000000000000', region: 'us-east-1' };

/** Where services answer: an address that only code in the simulation can reach. */
export const ENDPOINT = 'http://127.0.0.1:4566';

type Properties = Readonly<Record<string, unknown>>;

/** A resource with its properties resolved. */
export interface Made {
  readonly logical: string;
  readonly properties: Properties;
}
