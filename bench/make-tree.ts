import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES_IN_DIRECTORY = 40;

/** A tree of datasets: 5 categories, 40 small files in each dataset. */
export function makeTree(root: string, files: number): void {
  for (let number = 0; number < files / FILES_IN_DIRECTORY; number++) {
    const directory = join(root, `category-${number % 5}`, `dataset-${String(number).padStart(5, '0')}`);
    mkdirSync(directory, { recursive: true });
    for (let file = 0; file < FILES_IN_DIRECTORY; file++) {
      writeFileSync(join(directory, `image-${String(file).padStart(4, '0')}.tif`), 'x');
    }
  }
}
