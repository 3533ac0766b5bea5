import { UsageFailure } from '@leat/pipe';
import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type Pair } from 'yaml';

const KEYS = [
  'blob_container',
  'source_subcontainer',
  'source_file_name',
  'target_subcontainer',
  'target_file_name',
] as const;
type Key = (typeof KEYS)[number];

/** @throws UsageFailure `bad_aggregation` */
export function loadAggregation(path: string): { readonly from: string; readonly to: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageFailure('bad_aggregation', `${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
  return parseAggregation(text, path);
}

/**
 * Reads the file by which the Dagster pipeline named its two blobs in Azure.
 *
 * @param name for messages
 * @throws UsageFailure `bad_aggregation` that names the key and its line
 */
export function parseAggregation(text: string, name: string): { readonly from: string; readonly to: string } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem !== undefined) throw bad(`${name}: ${problem.message}`);
  if (!isMap(document.contents)) throw bad(`${name}: it has no keys`);
  const values = new Map<string, string>();
  for (const pair of document.contents.items) {
    const { key, line, value } = readPair(pair, lines);
    if (!KEYS.includes(key as Key)) throw bad(`${name} line ${line}: ${key} is not known`);
    if (value === undefined || value === '') throw bad(`${name} line ${line}: ${key} must be a text`);
    values.set(key, value);
  }
  const missing = KEYS.filter((key) => !values.has(key));
  if (missing.length > 0) throw bad(`${name}: ${missing.join(', ')} must be in it`);
  const uri = (folder: Key, file: Key): string =>
    `az://${values.get('blob_container')!}/${[values.get(folder)!, values.get(file)!].map(trimSlashes).join('/')}`;
  return {
    from: uri('source_subcontainer', 'source_file_name'),
    to: uri('target_subcontainer', 'target_file_name'),
  };
}

function readPair(
  { key, value }: Pair,
  lines: LineCounter,
): { readonly key: string; readonly line: number; readonly value: string | undefined } {
  const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  return {
    key: String(isScalar(key) ? key.value : key),
    line: lines.linePos(offset).line,
    value: isScalar(value) && typeof value.value === 'string' ? value.value : undefined,
  };
}

function trimSlashes(text: string): string {
  return text.replace(/^\/+|\/+$/g, '');
}

function bad(message: string): UsageFailure {
  return new UsageFailure('bad_aggregation', message, { hint: `it has just the keys ${KEYS.join(', ')}` });
}
