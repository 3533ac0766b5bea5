/**
 * What every launcher in a `bin/` folder calls. It is built for old Nodes too, so that one of them can say
 * what is missing instead of failing over syntax.
 */
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

declare const LEAT_BINARY: string;

const NEEDED = [24, 12] as const;

/** Starts the tool that was built beside this file. */
export async function launch(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
    process.stderr.write(
      `${LEAT_BINARY} needs Node ${NEEDED.join('.')} or later, this is ${process.version}.\n` +
        `Run it as node_modules/.bin/${LEAT_BINARY} of its checkout: that one finds the Node that was installed with it.\n`,
    );
    process.exitCode = 2;
    return;
  }
  // A directory of our own: the default one is shared by everybody on the host.
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  nodeModule.enableCompileCache(process.env['NODE_COMPILE_CACHE'] || join(cache, 'leat'));
  await import(new URL('main.js', import.meta.url).href);
}
