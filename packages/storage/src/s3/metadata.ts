import type { Metadata } from '../store.ts';

/** Marks whose write it was, and is nobody's metadata. */
const WRITE_ID = 'leat-write';

type Headers = Readonly<Record<string, string>>;

/**
 * Metadata as headers. Names have `-` for `_`: nginx, which stands before many stores, drops headers with `_` by
 * default, and the signature is wrong then.
 */
export function toHeaders(metadata: Metadata): Record<string, string> {
  return renamed(metadata, '_', '-');
}

/** The other way round. */
export function fromHeaders(headers: Headers = {}): Metadata {
  return renamed(withoutWriteId(headers), '-', '_');
}

/** @param writeId tells this write from any other when its answer gets lost */
export function withWriteId(headers: Headers = {}, writeId?: string): Record<string, string> {
  return { ...headers, ...(writeId !== undefined && { [WRITE_ID]: writeId }) };
}

export function withoutWriteId(headers: Headers = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== WRITE_ID));
}

export function writeIdOf(headers: Headers = {}): string | undefined {
  return headers[WRITE_ID];
}

function renamed(entries: Headers, from: string, to: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name.replaceAll(from, to), value]),
  );
}
