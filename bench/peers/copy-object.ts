/** A plain copy of an object inside its store. */
import { openStore } from '../../packages/storage/src/index.ts';

const [from, to] = process.argv.slice(2) as [string, string];
const { store, address } = await openStore(from);
await store.copy(address, (await openStore(to)).address);
