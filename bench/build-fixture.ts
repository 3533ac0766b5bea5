import { join } from 'node:path';
import { bundle } from '../scripts/bundle.ts';
import { putFiles } from '../scripts/put-files.ts';

/** Bundles a tool of this folder as the real ones are, and returns the file to run. */
export async function buildFixture(file: string, out: string): Promise<string> {
  putFiles(await bundle(join(import.meta.dirname, file), out));
  return join(out, 'main.js');
}
