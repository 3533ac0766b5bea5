import type { RemoteFolder } from '../server/api.ts';
import type { Calls } from '../server/calls.ts';
import { mapSlowly } from '../map-slowly.ts';
import { listAll } from './pages.ts';
import { namedReply } from './replies.ts';

/** Folders that are asked for at once. */
const AT_ONCE = 4;

/** All folders of a dataset: the server lists one level at a time. */
export async function listFolders(calls: Calls, datasetId: string): Promise<readonly RemoteFolder[]> {
  const folders: RemoteFolder[] = [];
  let level: readonly (RemoteFolder | undefined)[] = [undefined];
  while (level.length > 0) {
    const below = await mapSlowly(level, AT_ONCE, async (parent) => {
      const path = `/datasets/${datasetId}/folders`;
      const found = await listAll(calls, path, namedReply, { parent_folder: parent?.id });
      return found.map(({ id, name }) => ({
        id,
        path: parent === undefined ? name : `${parent.path}/${name}`,
      }));
    });
    level = below.flat();
    folders.push(...below.flat());
  }
  return folders;
}
