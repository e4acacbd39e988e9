import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { Changeable } from './chaos-functions.ts';

/** An event source mapping, as the chaos functions know it. */
export interface LabMapping {
  readonly function: string;
  readonly queue: string;
  readonly uuid: string;
  readonly arn: string;
}

/** What the Aspect needs of the lab. */
export interface Lab extends IConstruct {
  /** Where the rules of faults lie, and the notes of changed settings. */
  readonly table: Table;
  /** Source of the entry that stands in front of every function under chaos. */
  readonly wrapper: Uint8Array;
  /** The field of messages that holds their stable key; undefined: the message id stands in. */
  readonly keyField: string | undefined;
  /** Whether the entry is needed, or handlers carry the middleware themselves. */
  readonly wrap: boolean;
  /** Lets the chaos functions of a kind change one more resource. */
  allowChanges(what: Changeable, arn: string): void;
  /** Lets an event source mapping be disabled. */
  allowMapping(mapping: LabMapping): void;
}
