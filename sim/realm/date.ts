import { currentOwner } from './owner.ts';

/** The class of dates, whose present is that of whoever asks. */
export function virtualDate(Real: DateConstructor): DateConstructor {
  const present = () => Math.floor(currentOwner().nowMs());
  function VirtualDate(this: unknown, ...given: ConstructorParameters<DateConstructor>[]) {
    if (new.target === undefined) return new Real(present()).toString();
    return Reflect.construct(Real, given.length === 0 ? [present()] : given, new.target);
  }
  VirtualDate.prototype = Real.prototype;
  const virtual = Object.assign(VirtualDate as unknown as DateConstructor, {
    now: present,
    UTC: Real.UTC,
    parse: Real.parse,
  });
  Object.defineProperty(virtual, 'name', { value: 'Date' });
  Object.defineProperty(virtual, 'length', { value: Real.length });
  Object.defineProperty(Real.prototype, 'constructor', { value: virtual, writable: true, configurable: true });
  return virtual;
}
