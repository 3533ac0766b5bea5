import { expect, test } from 'vitest';
import { append } from './fixtures/append.ts';

test.for([
  [{ to: 'gopher://x/y' }, 'gopher: is not known'],
  [{ to: 's3://bucket' }, 'it needs a name'],
  [{ to: 't', keep: 'last' }, '--keep last needs --key'],
  [{ to: 't', key: 'time,' }, '--key time,: it has an empty name or one twice'],
  [{ to: 't', key: 'time,time' }, 'an empty name or one twice'],
  [{ to: 't', key: 'product', partition: 'product' }, 'each table would have one row'],
  [{ to: 't', type: ['DOUBLE'] }, '--type DOUBLE: it is COLUMN=TYPE'],
  [{ to: 't', partition: 'hour(time)' }, 'it is month(time), year(time), day(time) or a column'],
  [{ to: 't', replace: true, partition: 'product' }, '--replace and --partition do not go together'],
  [{ to: 't', replace: true, key: 'time', keep: 'last' }, '--replace and --keep last do not go together'],
] as const)('%j is refused before anything is done', async ([flags, message]) => {
  const failure = await append(flags).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(failure?.name).toBe('UsageFailure');
  expect(failure?.message).toContain(message);
});
