import type { RemoteFile, RemoteFolder } from '../server/api.ts';
import { make } from '../server/make.ts';
import type { Run } from '../run.ts';
import { targetOf, type WantedFile } from '../file/wanted.ts';

/** The folders and files of one dataset: listed once, and kept up to date with what we do. */
export interface Tree {
  /** All files of that name in that folder: the server keeps as many as it is sent. */
  at(file: Pick<WantedFile, 'folder' | 'storedAs'>): readonly RemoteFile[];
  /** The id of a folder, made where it is missing; undefined for the root. */
  folder(path: string): Promise<string | undefined>;
  add(file: RemoteFile): void;
  remove(file: RemoteFile): void;
  /** Lists again: the answer is younger than this call. */
  refresh(): Promise<void>;
}

/** A file that we have put there, or taken away. */
interface Deed {
  readonly file: RemoteFile;
  readonly isThere: boolean;
}

/** @param isNew it was made just now: there is nothing to list */
export async function openTree(run: Run, datasetId: string, isNew: boolean): Promise<Tree> {
  const { clowder } = run;
  const folders = new Map<string, Promise<string>>();
  let files = new Map<string, RemoteFile[]>();
  let paths = new Map<string, string>();
  let next: Promise<void> | undefined;
  let current: Promise<unknown> = Promise.resolve();
  /** What we do while a listing is under way, which may or may not show it. */
  let meanwhile: Deed[] | undefined;

  const targetIn = ({ folderId, name }: RemoteFile): string | undefined => {
    const folder = folderId === undefined ? '' : paths.get(folderId);
    return folder === undefined ? undefined : targetOf({ folder, storedAs: name });
  };
  const put = (file: RemoteFile): void => {
    const target = targetIn(file);
    if (target === undefined) return;
    const same = files.get(target);
    if (same === undefined) files.set(target, [file]);
    else same.push(file);
  };
  const takeFolders = (found: readonly RemoteFolder[]): void => {
    paths = new Map(found.map(({ id, path }) => [id, path]));
    folders.clear();
    // Of twins the oldest is used; in both versions the newest ids are the largest.
    for (const { id, path } of found.toSorted((a, b) => (a.id < b.id ? 1 : -1))) {
      folders.set(path, Promise.resolve(id));
    }
  };
  const drop = (file: RemoteFile): void => {
    const target = targetIn(file);
    const left = target === undefined ? [] : (files.get(target) ?? []).filter((it) => it.id !== file.id);
    if (target !== undefined) files.set(target, left);
  };
  const list = async (): Promise<void> => {
    const done: Deed[] = [];
    meanwhile = done;
    const [foundFolders, foundFiles] = await Promise.all([
      clowder.listFolders(datasetId),
      clowder.listFiles(datasetId),
    ]);
    takeFolders(foundFolders);
    files = new Map();
    for (const file of foundFiles) put(file);
    for (const { file, isThere } of done) {
      drop(file);
      if (isThere) put(file);
    }
    meanwhile = undefined;
  };
  if (!isNew) await list();

  const makeFolder = async (path: string): Promise<string> => {
    const slash = path.lastIndexOf('/');
    const parent = slash === -1 ? undefined : await tree.folder(path.slice(0, slash));
    const id = await make(run, {
      make: () => clowder.createFolder(datasetId, parent, path.slice(slash + 1)),
      look: async () => (await clowder.listFolders(datasetId)).find((it) => it.path === path)?.id,
    });
    paths.set(id, path);
    return id;
  };

  const tree: Tree = {
    at: (file) => files.get(targetOf(file)) ?? [],
    async folder(path) {
      if (path === '') return undefined;
      const known = folders.get(path);
      if (known !== undefined) return known;
      const making = makeFolder(path);
      folders.set(path, making);
      making.catch(() => {
        if (folders.get(path) === making) folders.delete(path);
      });
      return making;
    },
    add(file) {
      meanwhile?.push({ file, isThere: true });
      put(file);
    },
    remove(file) {
      meanwhile?.push({ file, isThere: false });
      drop(file);
    },
    // Everybody who asks while one listing is under way shares the next one.
    refresh() {
      next ??= current.then(async () => {
        const mine = next;
        next = undefined;
        current = mine!.catch(() => {});
        await list();
      });
      return next;
    },
  };
  return tree;
}
