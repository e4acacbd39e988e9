import fc from 'fast-check';
import type { Action, Attributes, Change, Condition, Key, Operand, Path, Source, Value, Write } from './actions.ts';

// Few of everything, so that calls meet: equal values, equal keys, paths that exist.
const texts = fc.constantFrom('a', 'ab', 'b', '', 'ü', '\uff41', '😀');
const numbers = fc.constantFrom('0', '1', '1.0', '2', '1e1', '10', '-1', '0.5', '.50', '-0', '007');
const scalar: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: numbers.map((N) => ({ N })), weight: 4 },
  { arbitrary: texts.map((S) => ({ S })), weight: 4 },
  fc.constantFrom('', 'YQ==', 'YWI=', '/w==').map((B) => ({ B })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant<Value>({ NULL: true }),
);
const set: fc.Arbitrary<Value> = fc.oneof(
  fc.uniqueArray(fc.constantFrom('a', 'b', 'ab'), { minLength: 1 }).map((SS) => ({ SS })),
  fc
    .uniqueArray(fc.constantFrom('1', '1.0', '2', '2e0', '10'), { minLength: 1, selector: Number })
    .map((NS) => ({ NS })),
);
const shallow = fc.oneof(scalar, set);
const inner: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: shallow, weight: 3 },
  fc.array(shallow, { maxLength: 3 }).map((L) => ({ L })),
  fc.dictionary(fc.constantFrom('c', 'd'), shallow, { maxKeys: 2, noNullPrototype: true }).map((M) => ({ M })),
);
const list: fc.Arbitrary<Value> = fc.array(inner, { maxLength: 3 }).map((L) => ({ L }));
const map: fc.Arbitrary<Value> = fc
  .dictionary(fc.constantFrom('c', 'd'), inner, { maxKeys: 2, noNullPrototype: true })
  .map((M) => ({ M }));
const value = fc.oneof({ arbitrary: shallow, weight: 4 }, list, map);

const key: fc.Arbitrary<Key> = fc.record({
  p: fc.constantFrom('a', 'b'),
  s: fc.constantFrom('1', '1.0', '2', '1e1', '-1', '0.5'),
});

// `n` is mostly a number, `t` a text, `e` a set, `l` a list, `m` a map, `x` anything; `g` is the key of the index.
const attributes: fc.Arbitrary<Attributes> = fc
  .record(
    {
      n: fc.oneof({ arbitrary: numbers.map((N) => ({ N })), weight: 5 }, value),
      t: texts.map((S) => ({ S })),
      e: set,
      l: list,
      m: map,
      x: value,
      g: fc.oneof(
        { arbitrary: fc.constantFrom('a', 'b').map((S) => ({ S })), weight: 9 },
        fc.constantFrom<Value>({ S: '' }, { N: '1' }),
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((item) => item as Attributes);

const top = fc.constantFrom('n', 't', 'e', 'l', 'm', 'x').map((name): Path => [name]);
const path: fc.Arbitrary<Path> = fc.oneof(
  { arbitrary: top, weight: 4 },
  { arbitrary: fc.constantFrom('c', 'd').map((member): Path => ['m', member]), weight: 2 },
  { arbitrary: fc.constantFrom(0, 1, 2, 5).map((position): Path => ['l', position]), weight: 2 },
  fc.tuple(fc.constantFrom('c', 'd'), fc.constantFrom('c', 'd', 0, 1)).map(([a, b]): Path => ['m', a, b]),
  fc.tuple(fc.constantFrom(0, 1), fc.constantFrom('c', 'd', 0, 1)).map(([a, b]): Path => ['l', a, b]),
);

const operand: fc.Arbitrary<Operand> = fc.oneof(
  { arbitrary: path.map((at) => ({ path: at })), weight: 4 },
  { arbitrary: path.map((at) => ({ size: at })), weight: 1 },
  { arbitrary: value.map((one) => ({ value: one })), weight: 4 },
);
const looks = operand.filter((one) => !('value' in one));
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>='), looks, operand)
        .map(([is, a, b]): Condition => ({ is, of: [a, b] })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(looks, operand, operand).map((of): Condition => ({ is: 'BETWEEN', of })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(looks, fc.array(operand, { minLength: 1, maxLength: 3 }))
        .map(([a, rest]): Condition => ({ is: 'IN', of: [a, ...rest] })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('attribute_exists', 'attribute_not_exists'), path)
        .map(([is, at]): Condition => ({ is, at })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(path, fc.constantFrom('S', 'N', 'SS', 'NS', 'L', 'M', 'BOOL', 'NULL', 'B', 'X'))
        .map(([at, S]): Condition => ({ is: 'attribute_type', at, value: { S } })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('begins_with', 'contains'), path, value)
        .map(([is, at, one]): Condition => ({ is, at, value: one })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('AND', 'OR'), tie('condition'), tie('condition'))
        .map(([is, a, b]): Condition => ({ is, both: [a, b] })),
    },
    { weight: 1, arbitrary: tie('condition').map((not): Condition => ({ is: 'NOT', not })) },
  ),
}));
const perhaps = fc.option(condition, { nil: undefined, freq: 2 });

const source: fc.Arbitrary<Source> = fc.oneof(
  { arbitrary: value.map((one) => ({ value: one })), weight: 4 },
  path.map((at) => ({ path: at })),
  fc.tuple(path, value).map(([ifNotExists, or]) => ({ ifNotExists, or })),
  fc.tuple(fc.constantFrom('+', '-'), path, scalar).map(([sum, at, one]) => ({ sum, of: [at, one] as const })),
  fc.tuple(path, fc.oneof(list, value)).map(([at, one]) => ({ append: [at, one] as const })),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  { arbitrary: fc.tuple(path, source).map(([at, to]): Change => ({ do: 'SET', at, to })), weight: 4 },
  { arbitrary: path.map((at): Change => ({ do: 'REMOVE', at })), weight: 2 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('ADD', 'DELETE'), path, fc.oneof(set, scalar))
      .map(([kind, at, one]): Change => ({ do: kind, at, value: one })),
    weight: 2,
  },
  fc.constantFrom<Value>({ S: 'a' }, { S: 'b' }, { S: '' }, { N: '1' }).map(
    (g): Change => ({
      do: 'SET',
      at: ['g'],
      to: { value: g },
    }),
  ),
);
const changes = fc.array(change, { minLength: 1, maxLength: 4 }).map((all) => all as [Change, ...Change[]]);

const put = fc.record({ write: fc.constant('Put' as const), key, item: attributes, condition: perhaps });
const update = fc.record({ write: fc.constant('Update' as const), key, changes, condition: perhaps });
const remove = fc.record({ write: fc.constant('Delete' as const), key, condition: perhaps });
const check = fc.record({ write: fc.constant('ConditionCheck' as const), key, condition });
const write: fc.Arbitrary<Write> = fc.oneof(
  { arbitrary: put, weight: 2 },
  { arbitrary: update, weight: 4 },
  { arbitrary: remove, weight: 1 },
);

const range = fc.oneof(
  fc.record({ is: fc.constantFrom('=', '<', '<=', '>', '>='), than: key.map(({ s }) => s) }),
  fc.record({ is: fc.constant('BETWEEN' as const), low: key.map(({ s }) => s), high: key.map(({ s }) => s) }),
);

/** One random call. Tokens are few, so that some are repeated. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 10,
    arbitrary: write.chain((one) =>
      fc.record({
        call: fc.constant('write' as const),
        write: fc.constant(one),
        returns: fc.constantFrom('NONE', 'ALL_OLD', ...(one.write === 'Update' ? (['ALL_NEW'] as const) : [])),
        tellsItem: fc.boolean(),
      }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('get' as const), key }) },
  {
    weight: 3,
    arbitrary: fc.record({
      call: fc.constant('transact' as const),
      writes: fc.array(fc.oneof({ arbitrary: write, weight: 4 }, check), { minLength: 1, maxLength: 3 }),
      token: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      call: fc.constant('batch' as const),
      writes: fc.array(
        fc.oneof(put, remove).map((one): Write => ({ ...one, condition: undefined })),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      call: fc.constant('transactGet' as const),
      keys: fc.array(key, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      call: fc.constant('query' as const),
      p: fc.constantFrom('a', 'b'),
      range: fc.option(range, { nil: undefined }),
      filter: perhaps,
      limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      backwards: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ call: fc.constant('queryIndex' as const), g: fc.constantFrom('a', 'b'), filter: perhaps }),
  },
  { weight: 1, arbitrary: fc.record({ call: fc.constant('scan' as const), filter: perhaps }) },
);
