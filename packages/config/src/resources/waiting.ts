import type { Options } from '../option.ts';

/** How long to wait for a server, by phase; the same for every resource that is one. */
export const waiting = {
  connectTimeout: {
    type: 'duration',
    describe: 'how long connecting may take',
    default: '10s',
    min: 0.001,
  },
  idleTimeout: {
    type: 'duration',
    describe: 'how long a transfer may stand still',
    default: '60s',
    min: 0.001,
  },
} as const satisfies Options;
