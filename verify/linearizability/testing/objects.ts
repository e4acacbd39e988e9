import { model as stack } from '../../examples/stack.ts';
import type { AnyModel } from '../models/models.ts';
import { jepsenKinds } from './jepsen-objects.ts';
import { blocked, type LiveObject, type ObjectKind, modelOf as of } from './live-object.ts';
import { lockKinds } from './lock-objects.ts';

function register(): LiveObject {
  let value: unknown = null;
  return {
    ask: (draw, fresh) => (draw(0, 1) === 0 ? { f: 'read' } : { f: 'write', input: fresh }),
    apply({ f, input }) {
      if (f === 'read') return value;
      value = input;
      return undefined;
    },
  };
}

function casRegister(): LiveObject {
  let value: unknown = null;
  return {
    ask(draw, fresh) {
      const kind = draw(0, 9);
      if (kind < 4) return { f: 'read' };
      // Mostly what the register holds when it is asked, so that about half of them succeed.
      return kind === 4 ? { f: 'write', input: fresh } : { f: 'cas', input: [value, fresh] };
    },
    apply({ f, input }) {
      if (f === 'read') return value;
      if (f === 'cas') {
        const [expected, next] = input as [unknown, unknown];
        if (expected !== value) return false;
        value = next;
        return undefined;
      }
      value = input;
      return undefined;
    },
  };
}

function kv(): LiveObject {
  let value = '';
  return {
    ask(draw, fresh) {
      const f = (['get', 'get', 'append', 'append', 'put'] as const)[draw(0, 4)] as string;
      return f === 'get' ? { f } : { f, input: `(${fresh})` };
    },
    apply({ f, input }) {
      if (f === 'get') return value;
      value = f === 'put' ? String(input) : value + String(input);
      return undefined;
    },
  };
}

function queue(): LiveObject {
  const values: unknown[] = [];
  let taken = 0;
  return {
    ask: (draw, fresh) => (draw(0, 1) === 0 ? { f: 'dequeue' } : { f: 'enqueue', input: fresh }),
    apply({ f, input }) {
      if (f === 'dequeue') return taken < values.length ? values[taken++] : null;
      values.push(input);
      return undefined;
    },
  };
}

function set(): LiveObject {
  const values = new Set<unknown>();
  const removable: unknown[] = [];
  return {
    ask(draw, fresh) {
      const kind = draw(0, 3);
      if (kind === 0 && removable.length > 0) return { f: 'remove', input: removable.pop() };
      return kind === 1 ? { f: 'add', input: fresh } : { f: 'contains', input: draw(Math.max(0, fresh - 20), fresh) };
    },
    apply({ f, input }) {
      if (f === 'read') return [...values];
      if (f === 'contains') return values.has(input);
      if (f === 'remove') values.delete(input);
      else {
        values.add(input);
        removable.push(input);
      }
      return undefined;
    },
  };
}

function counter(): LiveObject {
  let value = 0;
  return {
    ask: (draw) => (draw(0, 1) === 0 ? { f: 'read' } : { f: 'add', input: draw(1, 3) }),
    apply({ f, input }) {
      if (f === 'add') value += Number(input);
      return f === 'add' ? undefined : value;
    },
  };
}

/** Whoever finds it held, or free, waits. */
function mutex(): LiveObject {
  let held = false;
  return {
    ask: () => ({ f: held ? 'release' : 'acquire' }),
    apply({ f }) {
      if (held === (f === 'acquire')) return blocked;
      held = !held;
      return undefined;
    },
  };
}

function lease(): LiveObject {
  let given = 0;
  let written = 0;
  const known: number[] = [];
  return {
    ask: (draw) =>
      draw(0, 1) === 0 || known.length === 0
        ? { f: 'acquire' }
        : { f: 'write', input: known[draw(Math.max(0, known.length - 3), known.length - 1)] },
    apply({ f, input }) {
      if (f === 'acquire') return ++given;
      if (Number(input) < written) return false;
      written = Number(input);
      return undefined;
    },
    returned({ f }, answer) {
      if (f === 'acquire') known.push(Number(answer));
    },
  };
}

function stackOf(): LiveObject {
  const values: unknown[] = [];
  return {
    ask: (draw, fresh) => (draw(0, 1) === 0 ? { f: 'pop' } : { f: 'push', input: fresh }),
    apply({ f, input }) {
      if (f === 'pop') return values.pop() ?? null;
      values.push(input);
      return undefined;
    },
  };
}

/** An object for every model that comes with the judge, and for one that a user wrote. */
export const objectKinds: readonly ObjectKind[] = [
  { model: of('register'), create: register },
  { model: of('cas-register'), create: casRegister },
  { model: of('kv'), create: kv },
  { model: of('queue'), create: queue },
  { model: of('set'), create: set },
  { model: of('counter'), create: counter },
  { model: of('mutex'), create: mutex },
  { model: of('lease'), create: lease },
  { model: stack as AnyModel, create: stackOf },
  ...lockKinds,
  ...jepsenKinds,
];
