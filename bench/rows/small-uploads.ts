import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, makeDataset, startServer } from '../clowder.ts';
import { fasterBy, type Row } from '../row.ts';
import { uploadSide } from '../upload-side.ts';

const FILES = 2000;

export const smallUploads: Row = {
  name: 'small-uploads',
  what: '2,000 files of 4 KiB into one dataset of Clowder v1',
  needs: ['time', 'curl'],
  runs: 3,
  async prepare(work) {
    const server = await startServer();
    const tree = join(work, 'tree');
    const category = join(tree, 'category');
    const dataset = join(category, 'dataset');
    mkdirSync(dataset, { recursive: true });
    for (let file = 0; file < FILES; file++)
      writeFileSync(join(dataset, `image-${file}.tif`), Buffer.alloc(4096, file));
    const id = await makeDataset(server, 'curl');
    const state = join(work, 'state');
    const env = environment(server, state);
    return {
      sides: [
        uploadSide(server, tree, state),
        {
          name: 'a curl per file',
          command: `for file in ${category}/*/*; do curl -sf -H "X-API-Key: $CLOWDER_TOKEN" -F "file=@$file" "$CLOWDER_URL/api/uploadToDataset/${id}?extract=false"; done`,
          env,
        },
      ],
      goals: [fasterBy(10, 'against a curl per file')],
      end: () => server.stop(),
    };
  },
};
