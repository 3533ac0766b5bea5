import { typeText } from './column-type.ts';
import { parseType } from './parse-type.ts';

/** Whether two texts say the same DuckDB type: quotes around names and spaces make no difference. */
export function isSameType(one: string, other: string): boolean {
  if (one === other) return true;
  const [left, right] = [parseType(one), parseType(other)];
  return left !== undefined && right !== undefined && typeText(left) === typeText(right);
}
