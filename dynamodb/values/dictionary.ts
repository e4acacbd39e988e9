// An object made by a constructor keeps V8's fast layout, which one made by Object.create(null) does not.
function Dictionary() {}
Dictionary.prototype = Object.create(null);

/**
 * An empty object whose keys come from outside. It has no prototype, so that `__proto__` and `constructor` are keys like any
 * other.
 */
export function dictionary<T>(): Record<string, T> {
  return new (Dictionary as unknown as new () => Record<string, T>)();
}
