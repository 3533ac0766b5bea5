/**
 * Maps with at most `atOnce` under way, in order. The first failure is thrown when nothing is under way any more;
 * what had not begun by then is not begun.
 */
export async function mapSlowly<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length });
  let next = 0;
  let failed: { readonly thrown: unknown } | undefined;
  const run = async (): Promise<void> => {
    while (failed === undefined && next < items.length) {
      const index = next++;
      try {
        results[index] = await work(items[index]!);
      } catch (thrown) {
        failed ??= { thrown };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, run));
  if (failed !== undefined) throw failed.thrown;
  return results;
}
