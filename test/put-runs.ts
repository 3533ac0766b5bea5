import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openFixtureShell, type FixtureShell, type Said } from './fixture-shell.ts';

/** Runs of the step `leat-put`; every test has a ledger and a destination of its own. */
export interface PutRuns {
  readonly shell: FixtureShell;
  /** Path of this test's ledger. */
  readonly ledger: string;
  /** Name of this test's destination. */
  readonly to: string;
  put(lines: readonly object[], flags?: string, env?: string): Promise<Said>;
}

/** To be called at the top of a test file. */
export function usePutRuns(): PutRuns {
  let shell: FixtureShell;
  let turn = 0;
  beforeAll(async () => {
    shell = await openFixtureShell();
  });
  afterAll(() => shell.end());
  beforeEach(() => {
    turn++;
  });
  return {
    get shell() {
      return shell;
    },
    get ledger() {
      return `./l${turn}.db`;
    },
    get to() {
      return `to${turn}`;
    },
    put(lines, flags = '', env = '') {
      const input = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      return shell.run(`${env} leat-put --to ${this.to} --ledger ${this.ledger} ${flags}`, input);
    },
  };
}
