/**
 * `npm run demo`: runs the pipelines of this project for real, each against its test server on loopback.
 * `npm run demo -- NAME [DIR]` runs one of them, on your own data if you name a directory.
 */
import { statSync } from 'node:fs';
import { clowderDemo } from './demo/clowder.ts';
import { coinbaseDemo } from './demo/coinbase.ts';
import { providerDemo } from './demo/provider.ts';

const demos: Record<string, { readonly what: string; run(directory?: string): Promise<void> }> = {
  clowder: { what: 'a directory of datasets into Clowder', run: clowderDemo },
  coinbase: { what: 'candles into a Parquet table in Azure', run: coinbaseDemo },
  provider: { what: "from a provider's bucket into ours", run: providerDemo },
};

const [name, directory, ...rest] = process.argv.slice(2);
const problem = problemWith();
if (problem === undefined) {
  for (const demo of name === undefined ? Object.values(demos) : [demos[name]!]) await demo.run(directory);
} else {
  process.stderr.write(`${problem}\nusage: npm run demo -- [NAME [DIR]]\n`);
  for (const [known, { what }] of Object.entries(demos))
    process.stderr.write(`  ${known.padEnd(9)} ${what}\n`);
  process.exitCode = 2;
}

function problemWith(): string | undefined {
  if (name === undefined) return undefined;
  if (!Object.hasOwn(demos, name)) return `there is no demo ${name}`;
  if (rest.length > 0) return `one directory, not ${rest.length + 1}`;
  if (directory === undefined) return undefined;
  if (name === 'coinbase') return 'the demo coinbase takes no directory';
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return `${directory} is no directory`;
  return undefined;
}
