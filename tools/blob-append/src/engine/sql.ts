/** @param name of a column, table or struct field, as an SQL identifier */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** @param text as an SQL expression; DuckDB's parser ends a statement at NUL */
export function quoteText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`;
}

/** `l."a" IS NOT DISTINCT FROM r."a" AND …`: NULL equals NULL, NaN equals NaN, -0.0 equals 0.0; true for no names. */
export function sameIn(left: string, right: string, names: readonly string[]): string {
  if (names.length === 0) return 'true';
  return names
    .map((name) => `${left}.${quoteName(name)} IS NOT DISTINCT FROM ${right}.${quoteName(name)}`)
    .join(' AND ');
}

/** `"a", "b"`, each after `from` where it is given: `t."a", t."b"`. */
export function nameList(names: readonly string[], from?: string): string {
  return names.map((name) => (from === undefined ? '' : `${from}.`) + quoteName(name)).join(', ');
}
