import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import { startClowderV1 } from './clowder-v1.ts';
import type { ClowderV1, V1Options } from './clowder-v1.ts';

let server: ClowderV1;
afterEach(() => server.stop());

/** Stores these bytes in a server with these options and gives the file's id. */
async function store(options: V1Options, value: Buffer): Promise<string> {
  server = await startClowderV1(options);
  const made = await ask(server, 'POST', '/api/datasets/createempty', { json: { name: 'd' } });
  const path = `/api/uploadToDataset/${made.json.id}`;
  return (await ask(server, 'POST', path, form([{ filename: 'a', value }]))).json.id;
}

function spools(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('clowder-spool-'));
}

const large = randomBytes(3 * 1024 * 1024 + 1);

test('large contents are hashed but not kept, and say so', async () => {
  const id = await store({}, large);
  const sha256 = createHash('sha256').update(large).digest('hex');
  expect(server.state.files.get(id)).toMatchObject({ size: large.length, sha256 });
  const reply = await ask(server, 'GET', `/api/files/${id}/blob`);
  expect([reply.status, reply.text]).toEqual([
    500,
    'The test server did not keep the bytes of a (see keepBytes and spool).',
  ]);
});

test('with spool they come back, ranges too, and the directory goes with the server', async () => {
  const before = spools();
  const id = await store({ spool: true }, large);
  expect((await ask(server, 'GET', `/api/files/${id}/blob`)).bytes.equals(large)).toBe(true);
  const range = { headers: { range: 'bytes=2000000-2000009' } };
  const part = await ask(server, 'GET', `/api/files/${id}/blob`, range);
  expect(part.bytes.equals(large.subarray(2_000_000, 2_000_010))).toBe(true);
  await server.stop();
  expect(spools()).toEqual(before);
});

test('keepBytes 0 keeps nothing but the empty file; hash off leaves the hash out', async () => {
  const id = await store({ keepBytes: 0, hash: false }, Buffer.from('x'));
  expect(server.state.files.get(id)).toMatchObject({ size: 1, sha256: undefined });
  expect((await ask(server, 'GET', `/api/files/${id}/blob`)).status).toBe(500);
  await server.stop();
  const empty = await store({ keepBytes: 0 }, Buffer.alloc(0));
  expect((await ask(server, 'GET', `/api/files/${empty}/blob`)).text).toBe('');
});
