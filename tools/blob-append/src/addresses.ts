import { absolute } from './absolute.ts';
import type { AppendSettings } from './options.ts';

/** What is read and what is written, as absolute addresses. */
export interface Addresses {
  readonly to: string;
  readonly from: string | undefined;
}

/** @throws UsageFailure `bad_uri` */
export function addressesOf({ values: { to, from } }: AppendSettings): Addresses {
  return { to: absolute(to), from: from === undefined ? undefined : absolute(from) };
}
