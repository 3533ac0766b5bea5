import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, type BenchServer } from './clowder.ts';
import type { Side } from './measure.ts';

/**
 * Our side of an upload of `TREE/category/dataset`. Before each run the dataset gets another name and the ledger
 * goes, so that nothing is there yet.
 */
export function uploadSide(server: BenchServer, tree: string, state: string): Side {
  let dataset = join(tree, 'category/dataset');
  let run = 0;
  return {
    name: 'leat-clowder-upload',
    command: `node tools/scan/bin/leat-scan.js --quiet ${tree} | node tools/clowder-upload/bin/leat-clowder-upload.js --quiet`,
    env: environment(server, state),
    before() {
      rmSync(state, { recursive: true, force: true });
      const next = join(tree, `category/dataset-${++run}`);
      renameSync(dataset, next);
      dataset = next;
    },
  };
}
