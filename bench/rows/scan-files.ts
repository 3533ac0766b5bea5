import { execa } from 'execa';
import { join } from 'node:path';
import { makeTree } from '../make-tree.ts';
import { atMost, fasterBy, type Row } from '../row.ts';

const scan = (tree: string): string =>
  `node tools/scan/bin/leat-scan.js --quiet --as file --settle 0s ${tree}`;
const find = (tree: string): string => `find ${tree} -type f -printf '%p %s %T@\\n'`;

export const scanFiles: Row = {
  name: 'scan-files',
  what: 'Listing 200,000 files with sizes and times, warm',
  needs: ['time', 'find'],
  runs: 7,
  prepare(work) {
    const tree = join(work, 'tree');
    makeTree(tree, 200_000);
    return Promise.resolve({
      sides: [
        { name: 'leat-scan --as file', command: scan(tree) },
        { name: 'find -printf', command: find(tree) },
      ],
      goals: [atMost(1.5, 'against find')],
    });
  },
};

export const scanSlowDisk: Row = {
  name: 'scan-slow-disk',
  what: 'The same where every directory listing and every stat takes 0.5 ms longer (20,000 files)',
  needs: ['time', 'find', 'cc'],
  runs: 3,
  async prepare(work) {
    const tree = join(work, 'tree');
    makeTree(tree, 20_000);
    const library = join(work, 'slow-disk.so');
    await execa('cc', [
      '-shared',
      '-fPIC',
      '-O2',
      '-o',
      library,
      join(import.meta.dirname, '../slow-disk.c'),
      '-ldl',
    ]);
    const env = { LD_PRELOAD: library };
    return {
      sides: [
        { name: 'leat-scan --as file', command: scan(tree), env },
        { name: 'find -printf', command: find(tree), env },
      ],
      goals: [fasterBy(8, 'against find')],
    };
  },
};
