import type { Item, JsonObject, Lookup, Members, OpenContext } from '@leat/pipe';
import { openStore, type Access, type ObjectInfo } from '@leat/storage';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { reads, type CopyRecord } from '../fields.ts';
import { open } from '../open.ts';
import type { CopySettings } from '../options.ts';

interface Copy {
  copy(record: JsonObject): Promise<Members>;
  lookup(record: JsonObject): Promise<Lookup>;
  plan(record: JsonObject): Promise<Members>;
  /** What was said. */
  readonly log: string[];
  readonly moved: { bytes: number };
}

/** The step in this process, without a ledger. */
export function openCopy(
  values: Pick<CopySettings['values'], 'to'> & Partial<CopySettings['values']>,
  access: Access = {},
  signal = new AbortController().signal,
): Copy {
  const log: string[] = [];
  const moved = { bytes: 0 };
  const say = (message: string): void => void log.push(message);
  const context: OpenContext = {
    log: { debug: say, info: say, warn: say, error: say, summary: say },
    isDryRun: false,
    concurrency: 4,
    signal,
    moved: (bytes) => void (moved.bytes += bytes),
  };
  const settings = {
    values: { name: '{key}', onConflict: 'error', verify: 'size', ...values },
    resources: access,
    origin: () => 'flag --to',
  } as unknown as CopySettings;
  const step = open(settings, context);
  onTestFinished(() => step.close?.());
  return {
    copy: async (record) => step.commit(itemOf(record)),
    lookup: async (record) => step.lookup(itemOf(record)),
    plan: async (record) => step.plan!(itemOf(record)),
    log,
    moved,
  };
}

function itemOf(parsed: JsonObject): Item<CopyRecord> {
  const record = reads.parse(parsed);
  return {
    text: JSON.stringify(parsed),
    parsed,
    record,
    key: record.key,
    rev: '',
    uri: record.uri,
    dryRun: parsed['dryRun'] === true,
    line: 1,
    heldId: undefined,
  };
}

/** A directory that is gone after the test. */
export function testDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'leat-copy-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export async function put(
  uri: string,
  content: string | Uint8Array,
  access: Access = {},
): Promise<ObjectInfo> {
  const { store, address } = await openStore(uri, access);
  return store.write(address, Buffer.from(content));
}

export async function bytesAt(uri: string, access: Access = {}): Promise<Buffer> {
  const { store, address } = await openStore(uri, access);
  return Buffer.concat(await Array.fromAsync((await store.read(address)) as AsyncIterable<Buffer>));
}

export async function textAt(uri: string, access: Access = {}): Promise<string> {
  return String(await bytesAt(uri, access));
}
