import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { chaosFunctionNames } from './chaos-functions.ts';
import { GameDay, type GameDayProps } from './game-day.ts';

const starved = {
  id: 'starved',
  fault: 'reserved-concurrency',
  target: { function: 'payments' },
  parameters: { reservedConcurrency: 1 },
  durationSeconds: 300,
} as const;
const plan: GameDayProps['plan'] = { weekDay: 'TUE', at: '09:50', faults: [starved] };

function synthesize(given: GameDayProps['plan']) {
  const stack = new Stack(new App(), 'stack');
  const functions = chaosFunctionNames.map((name) => {
    const code = Code.fromInline('exports.handler = () => 1');
    return [name, new Lambda(stack, name, { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code })] as const;
  });
  const byName = new Map(functions);
  new GameDay(stack, 'GameDay', {
    plan: given,
    chaosFunction: (name) => byName.get(name) as Lambda,
  });
  return Template.fromStack(stack);
}

/** The rule of a fault: when it comes, whom it asks, for what. */
function ruleOf(template: Template, at: string) {
  const rules = Object.values(template.findResources('AWS::Events::Rule'));
  const { Targets, State } = rules.find(({ Properties }) => Properties.ScheduleExpression === at)?.Properties ?? {};
  return { state: State, asks: Targets?.[0].Arn['Fn::GetAtt'][0], request: JSON.parse(Targets?.[0].Input ?? 'null') };
}

describe('a game day', () => {
  it('asks the chaos function of a setting, and is switched off unless it is switched on', () => {
    const { state, asks, request } = ruleOf(synthesize(plan), 'cron(50 9 ? * TUE *)');
    expect(state).toBe('DISABLED');
    expect(asks).toMatch(/^concurrency/);
    expect(request).toMatchObject({ action: 'inject', id: 'starved', target: { function: 'payments' } });
    expect(ruleOf(synthesize({ ...plan, enabled: true }), 'cron(50 9 ? * TUE *)').state).toBe('ENABLED');
  });

  it('asks for each fault at its own time, in the words of its chaos function', () => {
    const target = { function: 'payments' };
    const template = synthesize({
      ...plan,
      faults: [
        { id: 'slow', fault: 'delay', target, parameters: { delayMs: 300 }, durationSeconds: 60 },
        { id: 'dying', fault: 'crash', target, afterMinutes: 15, percentage: 5, durationSeconds: 60 },
      ],
    });
    const slow = ruleOf(template, 'cron(50 9 ? * TUE *)');
    expect(slow.asks).toMatch(/^latency/);
    expect(slow.request).toMatchObject({ id: 'slow', function: 'payments', delayMs: 300, percentage: 100 });
    const dying = ruleOf(template, 'cron(5 10 ? * TUE *)');
    expect(dying.asks).toMatch(/^failure/);
    expect(dying.request).toMatchObject({ id: 'dying', fault: 'crash', target, percentage: 5 });
  });

  it.each([
    ['a time past midnight', { at: '23:50', faults: [{ ...starved, afterMinutes: 30 }] }, /after midnight/],
    ['a wrong time', { at: '9:50' }, /expected a time such as 09:30/],
    [
      'a fault that no function carries',
      { faults: [{ id: 'k', fault: 'stop-dynamodb', target: {}, durationSeconds: 1 }] },
      /stop-dynamodb|target/,
    ],
    [
      'a parameter out of range',
      { faults: [{ ...starved, parameters: { reservedConcurrency: -1 } }] },
      /reservedConcurrency/,
    ],
  ])('refuses %s', (_, wrong, reason) => {
    expect(() => synthesize({ ...plan, ...wrong } as GameDayProps['plan'])).toThrow(reason);
  });
});
