import { Failure } from '@leat/pipe';

/** Failures about a local copy are told about what it is a copy of. */
export async function naming<T>(uri: string, path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof Failure) || !thrown.message.includes(path)) throw thrown;
    const { class: failureClass, code, hint, cause } = thrown;
    throw new Failure(failureClass, code, thrown.message.replaceAll(path, uri), { hint, cause });
  }
}
