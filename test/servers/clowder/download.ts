import type { Content } from './content.ts';
import { text } from './reply.ts';
import type { Reply } from './reply.ts';

/**
 * The bytes of a file, whole or the one range asked for.
 * @param range the Range header, ignored when it is not a single byte range
 */
export function download(
  content: Content,
  name: string,
  contentType: string,
  range: string | undefined,
): Reply {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  const wanted = found && rangeOf(found[1] ?? '', found[2] ?? '', content.size);
  if (found && !wanted) return text(416, '', { 'content-range': `bytes */${content.size}` });
  const { start, end } = wanted ?? { start: 0, end: content.size - 1 };
  const body = content.size === 0 ? Buffer.alloc(0) : content.read(start, end);
  if (body === undefined)
    return text(500, `The test server did not keep the bytes of ${name} (see keepBytes and spool).`);
  const headers: Record<string, string> = {
    'content-type': contentType,
    'content-length': String(end - start + 1),
    'content-disposition': `attachment; filename="${name.replaceAll(/[^ -~]|"/g, '_')}"`,
  };
  if (!wanted) return { status: 200, headers, body };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${content.size}` },
    body,
  };
}

function rangeOf(first: string, last: string, size: number): { start: number; end: number } | undefined {
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start <= end ? { start, end } : undefined;
}
