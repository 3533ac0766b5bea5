// A Clowder v1 test server for measuring: with `--store` it writes what arrives to the disk, as every real one does;
// without, it keeps nothing, and what is measured is the way there.
import { startClowderV1 } from '../test/servers/clowder-v1.ts';

const isStoring = process.argv.includes('--store');
const server = await startClowderV1({ hash: false, keepBytes: 0, spool: isStoring });
console.log(server.url);
console.log(server.key);
process.once('SIGTERM', () => void server.stop());
