import { execa } from 'execa';
import { join } from 'node:path';
import { environment, startServer } from '../clowder.ts';
import { makeTree } from '../make-tree.ts';
import { atMost, type Row } from '../row.ts';

export const secondRun: Row = {
  name: 'second-run',
  what: 'scan → upload again over 100,000 files that are done',
  needs: ['time'],
  runs: 5,
  async prepare(work) {
    const server = await startServer();
    const tree = join(work, 'tree');
    makeTree(tree, 100_000);
    const env = environment(server, join(work, 'state'));
    const scan = `node tools/scan/bin/leat-scan.js --quiet --as file ${tree}`;
    const upload = 'node tools/clowder-upload/bin/leat-clowder-upload.js --quiet';
    await execa('bash', ['-o', 'pipefail', '-c', `${scan} | ${upload} --concurrency 16 --uploads 16`], {
      env,
      cwd: join(import.meta.dirname, '../..'),
      stdout: 'ignore',
    });
    return {
      sides: [
        { name: 'scan | upload, all done', command: `${scan} | ${upload}`, env },
        { name: 'scan alone', command: scan, env },
        { name: 'scan --skip-done | upload', command: `${scan} --skip-done clowder-upload | ${upload}`, env },
      ],
      goals: [atMost(4, 'all done, against the scan alone'), atMost(1.5, 'with --skip-done', 2)],
      end: () => server.stop(),
    };
  },
};
