import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { makeProject, PROJECT } from './temporary-project.ts';

const index = new URL('index.ts', import.meta.url).href;

// Prints which of the two packages a program has loaded, in a process of its own.
const report = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({
    resolve(name, context, next) {
      if (name === 'yaml' || name === 'zod') loaded.add(name);
      return next(name, context);
    },
  });
  process.on('exit', () => console.log([...loaded].toSorted().join(' ') || 'neither'));
  const { loadSettings } = await import(${JSON.stringify(index)});`;
const load = (cwd: string) => `
  await loadSettings({ tool: 'scan', options: { label: { type: 'text', describe: 'x' } }, resources: [],
    flags: { label: 'plate' }, env: {}, cwd: ${JSON.stringify(cwd)}, home: '/nowhere' });`;

async function run(program: string): Promise<string> {
  const script = ['--input-type=module', '--eval', report + program];
  const { stdout } = await promisify(execFile)(process.execPath, script);
  return stdout.trim();
}

test('importing the package loads neither yaml nor zod, so --help does not', async () => {
  expect(await run('')).toBe('neither');
});

test('plain values without a file need neither', async () => {
  const { cwd } = await makeProject();
  expect(await run(load(cwd))).toBe('neither');
});

test('plain values in a file need yaml only', async () => {
  const { cwd } = await makeProject({ [PROJECT]: 'scan: { label: tray }' });
  expect(await run(load(cwd))).toBe('yaml');
});

test('a value that only a schema can tell needs zod', async () => {
  const { cwd } = await makeProject();
  const program = load(cwd).replace("type: 'text'", "type: 'url'").replace('plate', 'http://plate');
  expect(await run(program)).toBe('zod');
});

test('the package works bundled and split, and then carries the English words of zod only', async () => {
  const { cwd, write } = await makeProject({ [PROJECT]: 'scan: { label: tray }' });
  const entry = await write(
    'main.ts',
    `import { settingsJsonSchema, loadSettings } from ${JSON.stringify(fileURLToPath(index))};
     const label = { type: 'text', describe: 'put before each key' } as const;
     const { values } = await loadSettings({ tool: 'scan', options: { label }, resources: [], flags: {}, env: {},
       cwd: ${JSON.stringify(cwd)}, home: '/nowhere' });
     const schema = await settingsJsonSchema({ scan: { label } });
     console.log(values.label, Object.keys(schema).includes('$defs'));`,
  );
  const outdir = join(cwd, 'dist');
  const { metafile } = await build({
    entryPoints: { main: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
    banner: {
      js: "import { createRequire as from } from 'node:module'; const require = from(import.meta.url);",
    },
  });
  const { stdout } = await promisify(execFile)(process.execPath, [join(outdir, 'main.mjs')]);
  expect(stdout).toBe('tray true\n');
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((name) => (inputs[name]?.bytesInOutput ?? 0) > 0),
  );
  const words = kept.filter((name) => /zod\/.*\/locales\/[a-z]{2}/.test(name));
  expect(words.map((name) => basename(name))).toEqual(['en.js']);
});
