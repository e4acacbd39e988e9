import { catalogue } from '../../../faults/catalogue.ts';
import type { Fault } from '../../../faults/fault.ts';
import { consumers } from '../../consumers.ts';
import type { Check } from './check.ts';

/** Messages that nobody has processed must not be deleted by accident of a fault. */
export const loss: Check = ({ method }) =>
  method.flatMap(({ provider }, index) => {
    if (provider.type !== 'fault' || provider['allow-loss'] === true) return [];
    const { loses, place } = catalogue.find(({ name }) => name === provider.fault) as Fault;
    const { function: name } = provider.target as { readonly function?: string };
    if (loses === undefined || (place !== 'record' && (name === undefined || !consumers.includes(name)))) return [];
    const says = `"${provider.fault}" would lose messages of ${name ?? 'a queue'}: ${loses} Say "allow-loss: true" if that is wanted`;
    return [{ path: ['method', index, 'provider'], says }];
  });
