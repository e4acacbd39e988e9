import { Annotations, Fn, type IAspect, Stack } from 'aws-cdk-lib';
import type { CfnEventSourceMapping, EventSourceMapping, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isFunction, isMapping, isQueue, isTable } from './kinds.ts';
import type { Lab } from './lab.ts';
import { wrapFunction } from './wrap-function.ts';

/**
 * Puts what it visits under chaos. A Node.js function gets our entry in front of its own, the name of the chaos table and the
 * right to read it; its code stays as it is. Functions, queues, tables and event source mappings may be changed by the chaos
 * functions. What cannot be put under chaos gets a warning that says why.
 */
export class UnderChaos implements IAspect {
  private readonly lab: Lab;
  /** An app may be synthesized twice, and scopes that are disturbed may contain each other. */
  private readonly visited = new WeakSet<IConstruct>();
  private functions = 0;
  private readonly refusals: string[] = [];

  constructor(lab: Lab) {
    this.lab = lab;
  }

  /** Why nothing came under chaos, though an app is there to be disturbed: a lab of no effect must not go unnoticed. */
  mistakes(): string[] {
    if (this.functions > 0) return [];
    const why =
      this.refusals.length > 0
        ? this.refusals.join(' ')
        : 'in what disturb() was given there is no construct of a Lambda function; give it the stack or the app.';
    return [`No function is under chaos: ${why}`];
  }

  visit(node: IConstruct): void {
    const { lab } = this;
    // Chaos must not sit under chaos: nobody could end it.
    if (node.node.scopes.includes(lab) || this.visited.has(node)) return;
    this.visited.add(node);
    if (isFunction(node)) this.visitFunction(node);
    else if (isQueue(node)) lab.allowChanges('queue', node.queueArn);
    else if (isTable(node)) lab.allowChanges('table', node.tableArn);
    else if (isMapping(node)) this.visitMapping(node);
  }

  private visitFunction(node: Lambda): void {
    const { lab } = this;
    const refusal = lab.wrap ? wrapFunction(node, lab.wrapper) : undefined;
    if (refusal !== undefined) {
      this.refusals.push(`${node.node.path}: ${refusal}`);
      Annotations.of(node).addWarningV2('faultline:not-under-chaos', `Not under chaos: ${refusal}`);
      return;
    }
    this.functions += 1;
    node.addEnvironment('CHAOS_TABLE', lab.table.tableName);
    if (lab.keyField !== undefined) node.addEnvironment('CHAOS_KEY', lab.keyField);
    lab.table.grant(node, 'dynamodb:Query');
    lab.allowChanges('function', node.functionArn);
  }

  private visitMapping(node: EventSourceMapping): void {
    const mapping = node.node.defaultChild as CfnEventSourceMapping;
    const { eventSourceArn, functionName } = mapping;
    if (eventSourceArn === undefined || !isOfQueue(node, eventSourceArn)) return;
    this.lab.allowMapping({
      function: functionName,
      queue: Fn.select(5, Fn.split(':', eventSourceArn)),
      uuid: node.eventSourceMappingId,
      arn: node.eventSourceMappingArn,
    });
  }
}

/** Whether an ARN, which is only known when the stack is deployed, will be that of a queue of this stack. */
function isOfQueue(node: IConstruct, arn: string): boolean {
  const stack = Stack.of(node);
  const wanted = JSON.stringify(stack.resolve(arn));
  return stack.node
    .findAll()
    .some((other) => isQueue(other) && JSON.stringify(stack.resolve(other.queueArn)) === wanted);
}
