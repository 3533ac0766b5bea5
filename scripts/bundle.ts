import { build, type OutputFile } from 'esbuild';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Programs of worker threads are started by their file, so each is an entry of its own: `NAME-thread.ts`. */
function threadsBeside(entry: string): Record<string, string> {
  const folder = dirname(entry);
  const names = globSync('**/*-thread.ts', { cwd: folder });
  return Object.fromEntries(names.map((name) => [basename(name, '.ts'), join(folder, name)]));
}

/**
 * Bundles a tool into `main.js` and the parts that it loads on first use.
 *
 * @param entry the file that calls `runTool`
 * @param out a directory
 * @returns the files to put there, the main file last
 */
export async function bundle(entry: string, out: string): Promise<OutputFile[]> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { outputFiles } = await build({
    entryPoints: { main: entry, ...threadsBeside(entry) },
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // It has a native part, which is found from the tool that depends on it.
    external: ['@duckdb/node-api'],
    define: { 'process.env.LEAT_VERSION': JSON.stringify(version) },
    // Bundled CommonJS packages still call `require` for node's own modules.
    banner: {
      js: `import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);`,
    },
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
    write: false,
  });
  const isMain = ({ path }: OutputFile): number => Number(path === join(out, 'main.js'));
  return outputFiles.toSorted((a, b) => isMain(a) - isMain(b));
}
