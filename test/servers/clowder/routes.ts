/**
 * One row of a route table: method, path with `:names`, who may call it, what body it reads, what it does.
 * The first matching row wins, so fixed paths stand above paths with names.
 */
export type Route<Need, Body, Handler> = readonly [
  method: string,
  path: string,
  need: Need,
  body: Body,
  handler: Handler,
];

export interface Match<Row> {
  readonly row: Row;
  readonly params: Readonly<Record<string, string>>;
}

/** The first row for this method and path, or the methods that this path would take. */
export function findRoute<Row extends readonly [string, string, ...unknown[]]>(
  rows: readonly Row[],
  method: string,
  path: string,
): Match<Row> | { readonly row: undefined; readonly allowed: readonly string[] } {
  const allowed: string[] = [];
  for (const row of rows) {
    const params = matchPath(row[1], path);
    if (!params) continue;
    if (row[0] === method) return { row, params };
    allowed.push(row[0]);
  }
  return { row: undefined, allowed };
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!name.startsWith(':')) {
      if (name !== value) return undefined;
    } else {
      if (value === '') return undefined;
      params[name.slice(1)] = decode(value);
    }
  }
  return params;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
