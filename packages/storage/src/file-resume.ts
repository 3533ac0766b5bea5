import { Failure } from '@leat/pipe';
import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileAddress } from './address.ts';
import { finish, targetOf } from './file-write.ts';
import { blocksOf, measured } from './source.ts';
import { onDisk } from './storage-error.ts';
import type { ObjectInfo, Source, WriteOptions } from './store.ts';
import { makeDirectory } from './sync-directory.ts';
import { isGivenUp, removeStale, resumableName, resumableOf } from './temporary-name.ts';

/** So much is written again at most after a crash; a write of less is begun anew. */
const STEP_BYTES = 64 * 1024 * 1024;

type Asked = (start: number) => AsyncIterable<Uint8Array>;
type ResumableOptions = WriteOptions & { readonly resumable: string };

/** Partial files that this process writes to now, by their paths. */
const written = new Set<string>();

/** A partial file on its way. The bytes before `offset` are on the disk for sure, and its name says so. */
interface Partial {
  path: string;
  readonly file: FileHandle;
  readonly content: string;
  offset: number;
}

export function isResumable(source: Source, options: WriteOptions): options is ResumableOptions {
  const isLarge = (options.size ?? Number.POSITIVE_INFINITY) > STEP_BYTES;
  return options.resumable !== undefined && typeof source === 'function' && isLarge;
}

/**
 * Writes a file whole or not at all, and goes on where an earlier write of the same content to the same place was cut
 * off. The partial file stays when the write fails by what may work later, or by the end of the process.
 *
 * @param stepBytes after so many bytes they are brought to the disk
 */
export async function writeResumable(
  address: FileAddress,
  source: Source,
  options: ResumableOptions,
  stepBytes = STEP_BYTES,
): Promise<ObjectInfo> {
  const path = await targetOf(address);
  const directory = dirname(path);
  await onDisk(path, makeDirectory(directory));
  await onDisk(path, removeStale(directory));
  const content = createHash('sha256').update(`${path}\n${options.resumable}`).digest('hex').slice(0, 32);
  const partial = await onDisk(path, openPartial(directory, content));
  try {
    await append(partial, path, source as Asked, options, stepBytes);
    return await finish(address, partial.file, partial.path, path, options);
  } catch (cause) {
    const isOver = cause instanceof Failure && cause.class !== 'retry';
    if (isOver || partial.offset === 0) await rm(partial.path, { force: true });
    throw cause;
  } finally {
    written.delete(partial.path);
    await partial.file.close();
  }
}

async function openPartial(directory: string, content: string): Promise<Partial> {
  for (const { name, offset } of await partialsIn(directory, content)) {
    const path = join(directory, resumableName({ content, offset }));
    // Whoever renames it first has it.
    written.add(path);
    if (await isRenamed(join(directory, name), path)) {
      const file = await open(path, 'r+');
      if ((await file.stat()).size >= offset) {
        await file.truncate(offset);
        return { path, file, content, offset };
      }
      // Bytes that were on the disk are not there any more: nothing about this file is sure.
      await file.close();
      await rm(path, { force: true });
    }
    written.delete(path);
  }
  const path = join(directory, resumableName({ content, offset: 0 }));
  written.add(path);
  return { path, file: await open(path, 'wx', 0o666), content, offset: 0 };
}

/** Those that can be taken over, the longest first. */
async function partialsIn(directory: string, content: string): Promise<{ name: string; offset: number }[]> {
  const found: { name: string; offset: number }[] = [];
  // One may write into some directories without being allowed to list them.
  for (const name of await readdir(directory).catch(() => [])) {
    const resumable = resumableOf(name);
    if (resumable?.content !== content || written.has(join(directory, name))) continue;
    if (await isGivenUp(directory, name)) found.push({ name, offset: resumable.offset });
  }
  return found.toSorted((a, b) => b.offset - a.offset);
}

async function isRenamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
}

async function append(
  partial: Partial,
  path: string,
  source: Asked,
  { size, moved, signal }: WriteOptions,
  stepBytes: number,
): Promise<void> {
  const rest = size === undefined ? undefined : size - partial.offset;
  let at = partial.offset;
  for await (const block of measured(blocksOf(source, at), rest, signal)) {
    await onDisk(path, writeAll(partial.file, block, at));
    at += block.length;
    moved?.(block.length);
    if (at - partial.offset >= stepBytes) await onDisk(path, mark(partial, at));
  }
}

async function writeAll(file: FileHandle, block: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < block.length;)
    done += (await file.write(block, done, block.length - done, at + done)).bytesWritten;
}

/** First the bytes, then the name that tells of them. */
async function mark(partial: Partial, offset: number): Promise<void> {
  await partial.file.datasync();
  const path = join(dirname(partial.path), resumableName({ content: partial.content, offset }));
  written.add(path);
  await rename(partial.path, path);
  written.delete(partial.path);
  partial.path = path;
  partial.offset = offset;
}
