import type { IConstruct } from 'constructs';

/** The rule that a construct would break, in the words of whoever wrote the stack. */
export interface BrokenRule {
  /** What is wrong, as a clause: `the visibility timeout is too short`. */
  readonly what: string;
  /** What was given, with its unit. */
  readonly got: string;
  /** What would be accepted, with its unit, and why. */
  readonly expected: string;
  /**
   * The page that the rule follows.
   *
   * @default - a rule of the lab's own
   */
  readonly source?: string;
}

/** Thrown while the app is being built, before anything is deployed, by a construct that would be unreliable. */
export class RefusedConstruct extends Error {
  override readonly name = 'RefusedConstruct';

  /** @param scope the construct that refuses to be built; its path opens the message */
  constructor(scope: IConstruct, rule: BrokenRule) {
    const source = rule.source === undefined ? '' : ` (${rule.source})`;
    super(`${scope.node.path}: ${rule.what}: got ${rule.got}, expected ${rule.expected}${source}`);
  }
}
