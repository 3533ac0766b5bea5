/**
 * `npm run demo`: runs the pipelines of this project for real, each against its test server on loopback.
 * `npm run demo -- NAME [DIR]` runs one of them, on your own data if you name a directory.
 */
import { clowderDemo } from './demo/clowder.ts';
import { coinbaseDemo } from './demo/coinbase.ts';
import { providerDemo } from './demo/provider.ts';

const demos: Record<string, { readonly what: string; run(directory?: string): Promise<void> }> = {
  clowder: { what: 'a directory of datasets into Clowder', run: clowderDemo },
  coinbase: { what: 'candles into a Parquet table in Azure', run: coinbaseDemo },
  provider: { what: "from a provider's bucket into ours", run: providerDemo },
};

const [name, ...rest] = process.argv.slice(2);
if (rest.length > 1 || (name !== undefined && !Object.hasOwn(demos, name))) {
  process.stderr.write(`usage: npm run demo -- [NAME [DIR]]\n`);
  for (const [known, { what }] of Object.entries(demos)) process.stderr.write(`  ${known}   ${what}\n`);
  process.exitCode = 2;
} else {
  for (const demo of name === undefined ? Object.values(demos) : [demos[name]!]) await demo.run(rest[0]);
}
