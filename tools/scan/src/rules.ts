import type { ValuesOf } from '@leat/config';
import { badOption } from './bad-option.ts';
import { leaves, parseLayout, type Layout } from './layout.ts';
import type { options } from './options.ts';
import { selectBy, type Selection } from './select.ts';

/** What a scan goes by. */
export interface ScanRules extends Selection {
  readonly as: 'dataset' | 'file';
  readonly layout: Layout;
  readonly settleSeconds: number;
  readonly marker: string | undefined;
  /** Milliseconds since 1970: nothing that changed before. */
  readonly sinceMs: number | undefined;
  readonly isHashed: boolean;
  readonly hidden: boolean;
  readonly follow: boolean;
  /** Milliseconds since 1970: what counts as now. */
  readonly nowMs: number;
  /** Bytes that the files of one dataset may take in its line. */
  readonly longestList: number;
}

/** Steps refuse a line of more than 16 MiB; the rest is room for what they add. */
const LONGEST_LIST = 15 * 1024 * 1024;

/** @throws Failure fatal `layout_bad`, `glob_bad`, `marker_bad` */
export function readRules(values: ValuesOf<typeof options>): ScanRules {
  const { marker } = values;
  if (marker !== undefined && !/^[^/]+$/.test(marker)) {
    const message = `${JSON.stringify(marker)} cannot be a marker`;
    throw badOption('marker_bad', message, 'a marker is the name of a file, without a slash');
  }
  return {
    as: values.as,
    layout: values.layout === undefined ? leaves : parseLayout(values.layout),
    settleSeconds: values.settle,
    marker,
    sinceMs: values.since === undefined ? undefined : Date.parse(values.since),
    isHashed: values.hash === 'sha256',
    hidden: values.hidden,
    follow: values.follow,
    nowMs: Date.now(),
    longestList: LONGEST_LIST,
    ...selectBy(values.match, values.exclude),
  };
}
