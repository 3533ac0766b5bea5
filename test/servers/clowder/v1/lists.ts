import type { Call } from './call.ts';
import { JavaException } from './exception.ts';

/** The page a list gives: newest first, `title` as an unescaped expression, cut at `limit`. */
export function selectPage<T extends { readonly name: string }>(call: Call, newest: readonly T[]): T[] {
  const { query, quirks } = call;
  const title = query.get('title');
  const named = title === null ? newest : newest.filter(titleMatcher(call, title));
  const limit = Number(query.get('limit') ?? quirks.defaultLimit);
  return limit === 0 && quirks.limitZeroIsAll ? [...named] : named.slice(0, Math.max(0, limit));
}

function titleMatcher(call: Call, title: string): (item: { readonly name: string }) => boolean {
  const exact =
    ['true', '1'].includes(call.query.get('exact') ?? '') && call.target.startsWith('/api/datasets');
  if (exact || !call.quirks.titleIsRegex) return ({ name }) => name === title;
  const expression = compile(title);
  return ({ name }) => expression.test(name);
}

function compile(title: string): RegExp {
  try {
    return new RegExp(title, 'i');
  } catch {
    throw new JavaException(
      'java.util.regex.PatternSyntaxException',
      `bad expression near index 0: ${title}`,
    );
  }
}
