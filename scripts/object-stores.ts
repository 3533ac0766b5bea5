// Runs Azurite and versitygw until it is told to stop; scripts/services starts and stops it.
import { renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startAzurite } from '../test/servers/azurite.ts';
import { noVersitygw, startVersitygw } from '../test/servers/versitygw.ts';

const USAGE = `Usage: node scripts/object-stores.ts [--save FILE]

Starts Azurite and versitygw on free ports and prints how to reach them, as lines for a shell.
They stop with this process, and what they held is gone.

  --save FILE   write the lines there, once both can be used
`;

const { values } = parseArgs({ options: { save: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) process.stdout.write(USAGE);
else await run(values['save']);

async function run(file: string | undefined): Promise<void> {
  const stores = [await startAzurite(), ...(noVersitygw === undefined ? [await startVersitygw()] : [])];
  const lines = stores.flatMap(({ env }) => Object.entries(env)).map(asExport);
  if (noVersitygw !== undefined) lines.push(`# ${noVersitygw}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void Promise.all(stores.map((store) => store.stop()));
    });
  }
  process.stdout.write(lines.join(''));
  if (file === undefined) return;
  // Whoever waits for the file must not read half of it.
  writeFileSync(`${file}.new`, lines.join(''));
  renameSync(`${file}.new`, file);
}

function asExport([name, value]: readonly [string, string]): string {
  return `export ${name}='${value}'\n`;
}
