import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from './refusal.ts';
import {
  alwaysAllowed,
  knownHeaders,
  operations,
  type Operation,
  type OperationName,
} from './operations.data.ts';

/** What a request is about, from its first line and its Host. */
export interface Target {
  readonly operation: OperationName | 'Unknown';
  readonly bucketName: string;
  readonly key: string;
  /** False where the address is no UTF-8. */
  readonly isText: boolean;
  /** As it arrived. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

const MAX_KEY = 1024;

/** Finds bucket, key and operation. Nothing is refused yet, so that a fault can meet a request that is wrong. */
export function readTarget(method: string, url: string, headers: IncomingHttpHeaders): Target {
  const [path = '', search = ''] = split(url, '?');
  if (!isText(url)) return { operation: 'Unknown', bucketName: '', key: '', isText: false, path, query: [] };
  const [bucketName, key] = namesOf(path, headers.host ?? '');
  const query = search === '' ? [] : search.split('&').map(readPair);
  const on = whatFor(bucketName, key);
  const names = query.map(([name]) => name).filter((name) => !alwaysAllowed.has(name));
  const found = Object.entries<Operation>(operations).find(([, operation]) => {
    const { marks = [], may = [], header } = operation;
    return (
      operation.method === method &&
      operation.on === on &&
      marks.every((mark) => names.includes(mark)) &&
      names.every((name) => marks.includes(name) || may.includes(name)) &&
      (header !== undefined) === 'x-amz-copy-source' in headers
    );
  });
  return {
    operation: (found?.[0] as OperationName | undefined) ?? 'Unknown',
    bucketName,
    key,
    isText: true,
    path,
    query,
  };
}

/** Refuses what no operation could do right. */
export function checkTarget(target: Target, headers: IncomingHttpHeaders): OperationName {
  const { operation } = target;
  if (operation === 'Unknown') refuse('NotImplemented');
  for (const name of Object.keys(headers)) {
    const isKnown =
      name.startsWith('x-amz-meta-') || name.startsWith('x-amz-checksum-') || knownHeaders.has(name);
    if (name.startsWith('x-amz-') && !isKnown) {
      refuse('NotImplemented', undefined, { Header: name });
    }
  }
  const size = Buffer.byteLength(target.key);
  if (size > MAX_KEY) {
    refuse('KeyTooLongError', undefined, { Size: String(size), MaxSizeAllowed: String(MAX_KEY) });
  }
  return operation;
}

/** Virtual-host style where the host is `BUCKET.localhost`, path style everywhere else. */
function namesOf(path: string, host: string): [string, string] {
  const [, virtual] = /^([^:]+)\.localhost(?::\d+)?$/.exec(host) ?? [];
  if (virtual !== undefined) return [virtual, decodeURIComponent(path.slice(1))];
  const [bucketName = '', key = ''] = split(path.slice(1), '/');
  return [decodeURIComponent(bucketName), decodeURIComponent(key)];
}

function whatFor(bucketName: string, key: string): Operation['on'] {
  if (key !== '') return 'object';
  return bucketName === '' ? 'service' : 'bucket';
}

function readPair(text: string): readonly [string, string] {
  const [name = '', value = ''] = split(text, '=');
  return [decodeURIComponent(name.replaceAll('+', ' ')), decodeURIComponent(value.replaceAll('+', ' '))];
}

function isText(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

function split(text: string, at: string): string[] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
