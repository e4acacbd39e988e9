import { corrupted } from '../../faults/corruption.ts';
import { poison } from '../../faults/records/poison.ts';
import { withRecords } from '../batch.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';

/** Gives the handler other bodies. The keys of the invocation stay those of the good ones. */
export const injectPoison: Injector = async (moment) => {
  if (moment.when !== 'before') return undefined;
  const strikes = new Map(recordStrikesOf(poison, moment).map((strike) => [strike.record.messageId, strike]));
  if (strikes.size === 0) return undefined;
  moment.request.event = withRecords(moment.request.event, (records) =>
    records.map((record) => {
      const strike = strikes.get(record.messageId);
      if (strike === undefined) return record;
      const { rule, delivery, effect } = strike;
      const ticket = { seed: rule.seed, rule: rule.id, key: delivery.key, attempt: 1 };
      return { ...record, body: effect.body ?? corrupted(record.body, effect.how, ticket) };
    }),
  );
  return undefined;
};
