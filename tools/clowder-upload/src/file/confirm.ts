import { Failure } from '@leat/pipe';
import type { RemoteFile } from '../server/api.ts';
import { digestOf, type LocalFile } from './local-file.ts';
import { markFile } from './mark-file.ts';
import type { OpenDataset } from '../dataset/open-dataset.ts';
import type { Run } from '../run.ts';
import type { Arrived, Sent } from './send-file.ts';
import { waitStored } from './wait-stored.ts';
import type { WantedFile } from './wanted.ts';

/** Failures after which the file on the server is nobody's. */
const UNUSABLE = new Set(['changed', 'bad_name', 'not_on_server', 'damaged', 'wrong_folder']);

/**
 * Makes sure of a file that has just been sent, and marks it where its marker did not travel with it. What arrived in
 * another form than it should is removed again.
 *
 * @throws Failure reject `changed`, `bad_name`, `not_on_server`; retry `store_failed`, `not_stored`, `damaged`,
 * `wrong_folder`
 */
export async function confirm(
  run: Run,
  dataset: OpenDataset,
  wanted: WantedFile,
  local: LocalFile,
  { file, sha256, changed }: Arrived,
): Promise<Sent> {
  const { clowder } = run;
  dataset.tree.add(file);
  try {
    if (changed !== undefined) throw changed;
    await makeSure(run, wanted, local, file, sha256);
    if (!clowder.sendsNotes) await markFile(run, dataset.key, wanted, local, file.id, sha256);
    return { file, sha256 };
  } catch (thrown) {
    if (!(thrown instanceof Failure) || !UNUSABLE.has(thrown.code)) throw thrown;
    await remove(run, dataset, file, thrown);
    throw thrown;
  }
}

async function remove(
  { clowder }: Run,
  { id, tree }: OpenDataset,
  file: RemoteFile,
  why: Failure,
): Promise<void> {
  try {
    await clowder.deleteFile(id, file.id);
    tree.remove(file);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.class === 'fatal') throw thrown;
    const message = `${why.message}; what arrived of it (file ${file.id}) cannot be removed: ${thrown.message}`;
    throw new Failure(why.class, why.code, message, { hint: why.hint, cause: thrown });
  }
}

async function makeSure(
  run: Run,
  wanted: WantedFile,
  local: LocalFile,
  file: RemoteFile,
  sha256: string | undefined,
): Promise<void> {
  const { clowder, values } = run;
  const stored = await waitStored(run, file, local.size);
  const { name } = wanted;
  if (stored === undefined)
    throw new Failure('retry', 'store_failed', `${name}: the server took it and could not store it`);
  if (stored.name !== wanted.storedAs) {
    const message = `${name}: the server stores it as ${JSON.stringify(stored.name)}, not as ${wanted.storedAs}`;
    throw new Failure('reject', 'bad_name', message, { hint: 'give it another name' });
  }
  if (stored.folder !== undefined && stored.folder !== wanted.folder) {
    const message = `${name}: the server put it into the folder "${stored.folder}"`;
    throw new Failure('retry', 'wrong_folder', message);
  }
  if (stored.size !== undefined && stored.size !== local.size) {
    const counts = `the server has ${stored.size} bytes of ${local.size}`;
    if (values.mode === 'upload') throw new Failure('retry', 'damaged', `${name}: ${counts}`);
    throw new Failure('reject', 'not_on_server', `${name}: ${counts} at ${wanted.uri}`, {
      hint: 'the server must see the same file at the same path; or use --mode upload',
    });
  }
  if (values.verify === 'download' && sha256 !== undefined) {
    const there = await digestOf(await clowder.readFile(file.id));
    if (there !== sha256)
      throw new Failure('retry', 'damaged', `${name}: what the server gives back has another SHA-256`);
  }
}
