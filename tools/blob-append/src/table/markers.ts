import type { Footer } from '@leat/parquet';
import type { Metadata } from '@leat/storage';
import { createHash } from 'node:crypto';
import type { Equality } from '../engine/index.ts';

/** Key-value entries of the Parquet footer that this tool writes. */
export const UNIQUE = 'leat.unique';
const SOURCES = 'leat.sources';
/** Member of the metadata of an object. */
const SOURCE = 'leat_source';
/** Sources that a footer remembers. */
const REMEMBERED = 20;

/** One object whose rows are appended, in one version. */
export interface SourceVersion {
  readonly uri: string;
  readonly version: string;
}

/** What is the same row, as the footer says it: `row`, or the key's columns as JSON. */
function claimOf({ key }: Equality): string {
  return key === undefined ? 'row' : JSON.stringify(key);
}

/**
 * Whether an earlier append has made sure that no two rows of the table are the same. Rows that differ in some columns
 * differ in more of them too.
 */
export function claims(footer: Footer, { key }: Equality): boolean {
  const claim = footer.keyValues.get(UNIQUE);
  if (claim === undefined || claim === 'row') return claim === 'row' && key === undefined;
  const known = parsed(claim);
  return Array.isArray(known) && known.every((name) => key?.includes(String(name)) ?? true);
}

/** Whether the rows of a source are in the table, appended under the same rules. */
export function hasSource(footer: Footer, { uri, version }: SourceVersion, rules: string): boolean {
  return sourcesOf(footer)[uri] === `${version} ${rules}`;
}

/** The key-value entries of the next footer. */
export function markersFor(
  footer: Footer | undefined,
  equality: Equality,
  sources: readonly SourceVersion[],
  rules: string,
): Record<string, string> {
  const known = new Map(footer === undefined ? [] : Object.entries(sourcesOf(footer)));
  for (const { uri, version } of sources) {
    known.delete(uri);
    known.set(uri, `${version} ${rules}`);
  }
  const last = Object.fromEntries([...known].slice(-REMEMBERED));
  return { [UNIQUE]: claimOf(equality), ...(known.size > 0 && { [SOURCES]: JSON.stringify(last) }) };
}

/** The same in the object's metadata, where one small request tells it: the last source alone. */
export function metadataFor(
  old: Metadata | undefined,
  sources: readonly SourceVersion[],
  rules: string,
): Metadata {
  const last = sources.at(-1);
  return { ...old, ...(last !== undefined && { [SOURCE]: hashOf(last, rules) }) };
}

export function metadataHasSource(
  metadata: Metadata | undefined,
  source: SourceVersion,
  rules: string,
): boolean {
  return metadata?.[SOURCE] === hashOf(source, rules);
}

function hashOf({ uri, version }: SourceVersion, rules: string): string {
  return createHash('sha256')
    .update(JSON.stringify([uri, version, rules]))
    .digest('hex')
    .slice(0, 32);
}

function sourcesOf(footer: Footer): Record<string, string> {
  const value = parsed(footer.keyValues.get(SOURCES) ?? '{}');
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
}

/** Somebody else's entry of that name tells us nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
