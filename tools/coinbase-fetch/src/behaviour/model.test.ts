import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Fault } from '../../../../test/servers/clowder/faults.ts';
import { expectedRows, fetchFrom, serve } from '../fixtures/fetched.ts';
import { granularities } from '../granularities.data.ts';

// Nobody waits here, neither between two tries nor for the pace.
vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: (async () => undefined) as typeof import('node:timers/promises').setTimeout,
}));

const LISTED = Date.parse('2016-05-18T00:00:00Z') / 1000;
const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** How many candles before now: on the grid, just beside it, or anywhere; -2 is after now. */
const back = fc
  .tuple(fc.integer({ min: -2, max: 1500 }), fc.constantFrom(0, 0, 0.001, 0.5, 0.999))
  .map(([candles, part]) => candles - part);

const fault: fc.Arbitrary<Fault> = fc.record({
  match: fc.constant({ path: /candles/ }),
  kind: fc.constantFrom('status', 'drop-before-commit', 'truncate-reply'),
  status: fc.constantFrom(200, 400, 401, 403, 404, 408, 429, 500, 503),
  body: fc.constantFrom('', '{"message":"no"}', '[]x', '[[60,1,1,1,1,1]]', '<html>', '{"candles":[{}]}'),
  retryAfter: fc.constantFrom('0', '1', '4000', 'soon'),
  skip: fc.nat(5),
  times: fc.constantFrom(1, 1, 2, 7),
});

const sample = fc.record({
  granularity: fc.constantFrom(...granularities),
  api: fc.constantFrom('exchange' as const, 'advanced' as const),
  now: fc.integer({ min: LISTED, max: LISTED + 10 * 365 * 86_400 }),
  begin: fc.constantFrom('from', 'last', undefined),
  from: back,
  to: fc.option(back, { nil: undefined }),
  includeOpen: fc.boolean(),
  quirks: fc.record({
    beforeStart: fc.nat(3),
    noTradesEvery: fc.constantFrom(0, 2, 40),
    endIsIncluded: fc.boolean(),
    oldestFirst: fc.boolean(),
    perSecond: fc.constant(0),
  }),
  faults: fc.array(fault, { maxLength: 3 }),
});

test('whatever goes wrong: exactly the closed candles of the window, or none and a failure', async () => {
  const server = await serve();
  const seen = { whole: 0, failed: 0, empty: 0 };
  const property = fc.asyncProperty(sample, async ({ granularity, api, quirks, faults, ...rest }) => {
    fc.pre(api === 'advanced' || granularity.isOfExchange);
    const { now, begin, includeOpen } = rest;
    Object.assign(server.quirks, quirks);
    server.setNow(isoOf(now));
    server.faults.clear();
    for (const each of faults) server.faults.add(each);

    const step = granularity.seconds;
    const from = Math.round(now - rest.from * step);
    const to = rest.to === undefined ? undefined : Math.round(now - rest.to * step);
    const until = Math.min(to ?? now, now);
    const last = Math.max(1, Math.abs(now - from));
    // A candle that ends now is closed, and one that begins now is there.
    const end = Math.min(to ?? Infinity, includeOpen ? now + 1 : now - step + 1);
    const latest = (Math.ceil(end / step) - 300) * step;
    const start = { from, last: until - last, latest }[begin ?? 'latest'];

    const { rows, thrown, problems } = await fetchFrom(server, {
      granularity: granularity.name,
      api,
      includeOpen,
      ...(to !== undefined && { to: isoOf(to) }),
      ...(begin === 'from' && { from: isoOf(from) }),
      ...(begin === 'last' && { last }),
    });
    const isWhole = thrown === undefined && problems.length === 0;
    const isEmpty = begin === 'from' && from >= until;
    seen[isWhole ? 'whole' : isEmpty ? 'empty' : 'failed']++;
    const onGrid = Math.ceil(start / step) * step;
    expect(rows).toEqual(isWhole ? expectedRows(server, 'ETH-EUR', step, isoOf(onGrid), isoOf(end)) : []);
    expect(thrown?.code === 'window_empty').toBe(isEmpty);
    expect(isWhole || isEmpty || faults.length > 0).toBe(true);
  });
  await fc.assert(property, { numRuns: 150 });
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
});
