/** An address for messages: no query, no credentials, since both may hold secrets. */
export function showUrl(url: URL | string): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  return parsed === null ? 'an address that cannot be read' : parsed.origin + parsed.pathname;
}
