/**
 * Bundles every binary into its `dist/`: one file that is loaded at once, and the parts that are loaded on
 * first use. A source that has not changed since is not built again.
 */
import { build } from 'esbuild';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { putFiles, removeOld } from './put-files.ts';

const root = join(import.meta.dirname, '..');

/** Folders that hold a binary: its main file is `src/main.ts`. */
const folders = globSync(['tools/*', 'packages/pipe'], { cwd: root }).filter((folder) =>
  existsSync(join(root, folder, 'src/main.ts')),
);

async function buildFolder(folder: string): Promise<void> {
  const out = join(root, folder, 'dist');
  const parts = await bundle(join(root, folder, 'src/main.ts'), out);
  // Runs under any Node, to say which one is needed.
  const { outputFiles: launcher } = await build({
    entryPoints: [join(root, 'packages/pipe/src/launch.ts')],
    outdir: out,
    format: 'esm',
    platform: 'node',
    target: 'node14',
    define: {
      LEAT_BINARY: JSON.stringify(`leat-${folder === 'packages/pipe' ? 'ledger' : folder.split('/')[1]}`),
    },
    logLevel: 'warning',
    write: false,
  });
  putFiles([...parts, ...launcher]);
  removeOld(out, [...parts, ...launcher]);
}

function newest(patterns: string[]): number {
  return Math.max(0, ...globSync(patterns, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs));
}

const shared = newest([
  'packages/*/src/**/*',
  'scripts/build.ts',
  'scripts/bundle.ts',
  'scripts/put-files.ts',
  'pnpm-lock.yaml',
  'package.json',
]);
await Promise.all(
  folders
    .filter((folder) => {
      const built = newest([`${folder}/dist/launch.js`]);
      return process.argv.includes('--all') || built < Math.max(shared, newest([`${folder}/src/**/*`]));
    })
    .map(buildFolder),
);
