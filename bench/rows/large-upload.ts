import { createWriteStream, mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { environment, makeDataset, startServer } from '../clowder.ts';
import { memoryBelow, speedOf, type Prepared, type Row } from '../row.ts';
import { uploadSide } from '../upload-side.ts';

const SIZE = 2 * 2 ** 30;

export const largeUpload: Row = {
  name: 'large-upload',
  what: 'One file of 2 GiB into Clowder v1, hashed while it is sent; the server keeps nothing',
  needs: ['time', 'curl'],
  runs: 5,
  prepare: (work) => prepare(work),
};

export const largeUploadStored: Row = {
  name: 'large-upload-stored',
  what: 'The same, into a server that writes it to its disk',
  needs: ['time', 'curl'],
  runs: 3,
  prepare: (work) => prepare(work, '--store'),
};

async function prepare(work: string, ...flags: '--store'[]): Promise<Prepared> {
  const server = await startServer(...flags);
  const tree = join(work, 'tree');
  const category = join(tree, 'category');
  const dataset = join(category, 'dataset');
  mkdirSync(dataset, { recursive: true });
  await writeLarge(join(dataset, 'large.raw'));
  const id = await makeDataset(server, 'curl');
  const address = `${server.url}/api/uploadToDataset/${id}?extract=false`;
  const state = join(work, 'state');
  const env = environment(server, state);
  return {
    sides: [
      uploadSide(server, tree, state),
      {
        name: 'curl -F',
        command: `curl -sf -H "X-API-Key: $CLOWDER_TOKEN" -F file=@$(echo ${category}/*/large.raw) "${address}"`,
        env,
      },
      {
        name: 'node, nothing hashed',
        command: `node bench/clowder-post.ts ${category}/*/large.raw "${address}"`,
        env,
      },
    ],
    goals: [speedOf(0.9, 'against curl'), memoryBelow(150e6)],
    end: () => server.stop(),
  };
}

async function writeLarge(path: string): Promise<void> {
  const block = randomBytes(1024 * 1024);
  const out = createWriteStream(path);
  for (let written = 0; written < SIZE; written += block.length) {
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
