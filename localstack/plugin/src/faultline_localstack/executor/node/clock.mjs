/**
 * A clock that can be wrong: what `Date` tells of the present is shifted for the time of an invocation. Timers,
 * `performance` and `process.hrtime` stay true.
 */
const RealDate = Date;
const realNow = Date.now;
let skewMs = 0;

/** Epoch milliseconds of the machine, whatever `Date` says. */
export function trueNow() {
  return realNow();
}

/** `Date` shows so many milliseconds too much from now on. */
export function skewClock(ms) {
  skewMs = ms;
}

/**
 * Puts the clock in the place of `Date`. It must happen before any code of the function, which may keep `Date` or `Date.now`
 * for later, as in a warm environment; without a skew `Date` behaves as ever.
 */
export function installClock() {
  const now = () => realNow() + skewMs;
  RealDate.now = now;
  const SkewedDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = SkewedDate;
  globalThis.Date = SkewedDate;
}
