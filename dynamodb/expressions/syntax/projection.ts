import { Complaints, type PathSyntax, parsePath } from './operand.ts';
import { remembering } from './remembering.ts';
import { Tokens } from './tokens.ts';

const KEYWORDS = new Set<string>();

/** Parses a ProjectionExpression into its document paths. Throws AWS's ValidationException. */
export const parseProjection: (kind: string, text: string) => readonly PathSyntax[] = remembering((kind, text) => {
  const tokens = new Tokens(kind, text);
  const complaints = new Complaints();
  const paths = [parsePath(tokens, complaints, KEYWORDS)];
  while (tokens.takeSymbol(',')) paths.push(parsePath(tokens, complaints, KEYWORDS));
  if (tokens.peek().kind !== 'end') throw tokens.unexpected();
  const complaint = complaints.first('reserved', 'path');
  if (complaint !== undefined) throw tokens.invalid(complaint);
  return paths;
});
