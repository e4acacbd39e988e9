import { matchesGlob } from './glob.ts';

/** Whether the message that brought a key is one that a target wants; a target that asks for none wants them all. */
export function isBroughtBy(target: object, message: string | undefined): boolean {
  const wanted = 'message' in target ? target.message : undefined;
  if (typeof wanted !== 'string') return true;
  return message !== undefined && matchesGlob(wanted, message);
}
