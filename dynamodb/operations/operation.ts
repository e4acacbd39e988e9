import type { Circumstances } from '../calls/circumstances.ts';
import type { Read, Shape } from '../shapes/shape.ts';
import type { Scope } from '../tables/scope.ts';

/** An operation of DynamoDB's API. Siblings differ in what they read and in what they do, and in nothing else. */
export interface Operation<Input extends Shape<unknown> = Shape<unknown>> {
  /** AWS's name of it. */
  readonly name: string;
  readonly input: Input;
  /** Does it at once and as a whole, and returns AWS's answer, if it has one. Throws `DynamoDbError`; then nothing has changed. */
  perform(request: Read<Input>, scope: Scope, circumstances: Circumstances): object | undefined;
}
