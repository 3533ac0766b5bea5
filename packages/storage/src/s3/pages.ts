export interface Page<T, Token> {
  readonly items: readonly T[];
  /** Where the next page begins, unless this one is the last. */
  readonly next?: Token | undefined;
}

/** The items of a listing; a page is asked for while the one before it is worked on. */
export async function* inPages<T, Token>(
  ask: (token: Token | undefined) => Promise<Page<T, Token>>,
): AsyncGenerator<T, void> {
  let asked = ask(undefined);
  for (;;) {
    const { items, next } = await asked;
    if (next !== undefined) {
      asked = ask(next);
      // It is looked at when it is its turn, if ever.
      asked.catch(() => {});
    }
    yield* items;
    if (next === undefined) return;
  }
}

/**
 * A name of a listing that was asked for in URL encoding. AWS writes a space as `+`, and `+` as `%2B`.
 *
 * @param encoding what the store says it used: not every one does what it is asked for
 */
export function decodeName(name = '', encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(name.replaceAll('+', ' ')) : name;
}
