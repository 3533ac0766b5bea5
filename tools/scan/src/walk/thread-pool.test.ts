import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const module = join(import.meta.dirname, 'thread-pool.ts');
const print = `import { poolSize } from ${JSON.stringify(module)}; console.log(poolSize, process.env.UV_THREADPOOL_SIZE);`;

test.each([
  [undefined, '64 64'],
  ['7', '7 7'],
])('with UV_THREADPOOL_SIZE %s, the pool is of size %s', async (size, expected) => {
  const env = size === undefined ? {} : { UV_THREADPOOL_SIZE: size };
  const { stdout } = await execa(process.execPath, ['--input-type=module-typescript', '-e', print], {
    env,
    extendEnv: false,
  });
  expect(stdout).toBe(expected);
});
