import { styleText } from 'node:util';
import { labName } from '../../kernel/project.ts';
import { Interrupted } from './interrupt.ts';

/** The one message that a failed command ends with: what was wrong and what to do. A stack only for what looks like a bug of the lab. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `${label()} ${String(error)}`;
  if (error instanceof Interrupted) return `${label()} ${error.message}; what this command had started was stopped`;
  const hint = hintOf(error);
  const text = isExpected(error) ? error.message : (error.stack ?? error.message);
  return hint === undefined ? `${label()} ${text}` : `${label()} ${text}\n${hint}`;
}

/** 130 for an interruption, as shells have it; 3 for a usage or environment error and for a bug. */
export function exitCodeOf(error: unknown): number {
  return error instanceof Interrupted ? 130 : 3;
}

/** Folders that know nothing of the command line throw errors of their own with a `hint`: those are meant for the user, too. */
function hintOf(error: Error): string | undefined {
  return 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
}

function isExpected(error: Error): boolean {
  return 'hint' in error;
}

function label(): string {
  return styleText('red', `${labName}:`, { stream: process.stderr });
}
