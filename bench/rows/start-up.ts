import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { atMost, type Row } from '../row.ts';

export const startUp: Row = {
  name: 'start-up',
  what: 'Start of a tool: help, and a scan of an empty directory',
  needs: ['time'],
  runs: 25,
  prepare(work) {
    const empty = join(work, 'empty');
    mkdirSync(empty);
    // Called as in cron, through the launcher; the shell shim of the package manager is not ours.
    const scan = 'node tools/scan/bin/leat-scan.js';
    return Promise.resolve({
      sides: [
        { name: 'leat-scan --help', command: `${scan} --help` },
        { name: 'node -e 0', command: 'node -e 0' },
        { name: 'leat-scan EMPTY', command: `${scan} ${empty}` },
      ],
      goals: [atMost(1.7, 'help against node'), atMost(2.2, 'empty scan against node', 2)],
    });
  },
};
