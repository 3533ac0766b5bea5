/** The address of the server as people copy it, without what belongs to a page or to the API. */
export function baseUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return (
    origin +
    pathname
      .replace(/\/+$/, '')
      .replace(/\/api(?:\/v2)?$/, '')
      .replace(/\/+$/, '')
  );
}
