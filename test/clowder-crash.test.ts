import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { killLoop, randomFrom } from './kill-loop.ts';
import { root } from './sandbox.ts';
import { startClowderV1, type ClowderV1 } from './servers/clowder-v1.ts';
import { startClowderV2, type ClowderV2 } from './servers/clowder-v2.ts';

/*
 * The promise: killed at any moment, and run again, nothing is lost and nothing is done twice. Every file goes
 * through two chained uploads, to Clowder v1 and on to Clowder v2; both are asked what they have.
 */

// Dozens of runs one after another: on a machine that is busy that may take long.
vi.setConfig({ testTimeout: 1_200_000 });

const DATASETS = 12;
const FILES = 520;
const KILLS = 42;

let work: string;
let v1: ClowderV1;
let v2: ClowderV2;
const local = new Map<string, string>();

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'leat-crash-'));
  for (let number = 0; number < FILES; number++) {
    const dataset = `category-${number % 3}/dataset-${number % DATASETS}`;
    mkdirSync(join(work, 'data', dataset), { recursive: true });
    const content = `file ${number}\n`.repeat(1 + (number % 50));
    writeFileSync(join(work, 'data', dataset, `f${number}.txt`), content);
    local.set(`${dataset}/f${number}.txt`, createHash('sha256').update(content).digest('hex'));
  }
  v1 = await startClowderV1({ quirks: { storeDelayMs: 5 } });
  v2 = await startClowderV2({ quirks: { perFileDelayMs: 15 } });
});
afterAll(async () => {
  await v1.stop();
  await v2.stop();
  rmSync(work, { recursive: true, force: true });
});

function environment(state: string): Record<string, string> {
  return {
    PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
    HOME: work,
    XDG_STATE_HOME: join(work, state),
    LEAT_SCAN_SETTLE: '0s',
    V1: v1.url,
    V1_TOKEN: v1.key,
    V2: v2.url,
    V2_TOKEN: v2.key,
  };
}

const asked = (): number => v1.requests.length + v2.requests.length;
const fired = (): number => v1.faults.fired + v2.faults.fired;

const scan = 'leat-scan data --as file';
const toV1 = 'CLOWDER_URL=$V1 CLOWDER_TOKEN=$V1_TOKEN leat-clowder-upload --retries 9';
const toV2 = 'CLOWDER_URL=$V2 CLOWDER_TOKEN=$V2_TOKEN leat-clowder-upload --retries 9';

function expectAllOnce(server: ClowderV1 | ClowderV2): void {
  expect(server.state.duplicates()).toEqual([]);
  expect(server.count()).toMatchObject({ datasets: DATASETS, files: FILES });
  const hashes = [...server.state.files.values()].map(({ sha256 }) => sha256);
  expect(hashes.toSorted()).toEqual([...local.values()].toSorted());
}

function expectAllAcknowledged(stdout: string): void {
  const keys = stdout.split('\n').map((line) => (JSON.parse(line) as { key: string }).key);
  expect(keys.toSorted()).toEqual([...local.keys()].toSorted());
}

describe('scan | upload to v1 | upload to v2', () => {
  test(`${KILLS} times SIGKILL`, async () => {
    const random = randomFrom(3);
    let last = 0;
    const { kills, stdout, stderr, exit } = await killLoop({
      command: `${scan} | ${toV1} | ${toV2}`,
      cwd: work,
      env: environment('state-kill'),
      kills: KILLS,
      life: [0, 50],
      seed: 1,
      // However fast the machine is: some are killed at their first request, others in the midst of their work.
      before: () => void (last = asked() + Math.floor(random() * 60)),
      isUnderWay: () => asked() > last,
    });
    expect(exit, stderr.slice(-2000)).toBe(0);
    expect(kills).toBeGreaterThanOrEqual(40);
    expectAllOnce(v1);
    expectAllOnce(v2);
    expectAllAcknowledged(stdout);
  });

  test('with the ledgers lost, nothing is done twice either', async () => {
    const { stdout, stderr, exit } = await killLoop({
      command: `${scan} | ${toV1} | ${toV2}`,
      cwd: work,
      env: environment('state-lost'),
      kills: 0,
      life: [0, 0],
      seed: 1,
    });
    expect(exit, stderr.slice(-2000)).toBe(0);
    expectAllOnce(v1);
    expectAllOnce(v2);
    expectAllAcknowledged(stdout);
  });
});

describe('servers that fail, while the pipeline is killed', () => {
  test('down, stalled, 500 after the store, answers cut off', async () => {
    for (const server of [v1, v2])
      for (const map of [server.state.datasets, server.state.files, server.state.metadata]) map.clear();
    const random = randomFrom(7);
    let isOver = false;
    const trouble = (async () => {
      while (!isOver) {
        const server = random() < 0.5 ? v1 : v2;
        const match = { method: 'POST' };
        const kinds = [
          'drop-before-commit',
          'drop-after-commit',
          'truncate-reply',
          'stall-after-commit',
          'status',
        ] as const;
        const kind = kinds[Math.floor(random() * kinds.length)]!;
        server.faults.add(
          kind === 'status' ? { kind, status: 500, afterCommit: true, match } : { kind, match },
        );
        if (random() < 0.1) {
          await server.goDown();
          await sleep(100);
          await server.comeUp();
        }
        await sleep(120);
      }
      for (const server of [v1, v2]) server.faults.clear();
    })();
    const impatient = '--clowder-answer-timeout 3s --clowder-idle-timeout 5s';
    let firedBefore = 0;
    const { stderr, exit, stdout } = await killLoop({
      command: `${scan} | ${toV1} ${impatient} | ${toV2} ${impatient}`,
      cwd: work,
      env: environment('state-trouble'),
      kills: 12,
      life: [0, 1000],
      seed: 2,
      before(run) {
        firedBefore = fired();
        if (run === 11) isOver = true;
      },
      isUnderWay: () => isOver || fired() >= firedBefore + 2,
    }).finally(() => (isOver = true));
    await trouble;
    expect(exit, stderr.slice(-2000)).toBe(0);
    expect(fired()).toBeGreaterThan(20);
    expectAllOnce(v1);
    expectAllOnce(v2);
    expectAllAcknowledged(stdout);
  });
});
