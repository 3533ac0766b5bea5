import { formatCount, type Log } from '@leat/pipe';

/** What a scan passes over without a record: each kind is told once, with its count and the first of them. */
export interface LeftOut {
  note(what: 'stray' | 'link' | 'hidden', key: string, count?: number): void;
  tell(log: Log): void;
}

const wordings = {
  stray: {
    level: 'warn',
    code: 'in_no_dataset',
    message: 'files in no dataset',
    hint: '--as file lists them too',
  },
  link: {
    level: 'info',
    code: 'link',
    message: 'symbolic links not followed',
    hint: '--follow follows them',
  },
  hidden: { level: 'debug', code: 'hidden', message: 'hidden names', hint: '--hidden takes them too' },
} as const;

export function openLeftOut(): LeftOut {
  const noted = new Map<keyof typeof wordings, { count: number; readonly first: string }>();
  return {
    note(what, key, count = 1) {
      const known = noted.get(what);
      if (known === undefined) noted.set(what, { count, first: key });
      else known.count += count;
    },
    tell(log) {
      for (const [what, { count, first }] of noted) {
        const { level, code, message, hint } = wordings[what];
        log[level](`${message}: ${formatCount(count)}, the first is ${first}`, { code, count, first, hint });
      }
    },
  };
}
