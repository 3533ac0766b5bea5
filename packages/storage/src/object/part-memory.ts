/** Memory of parts that have been sent, for those that come: fresh memory costs more than what is done with it. */
export interface PartMemory {
  /** Of just so many bytes. */
  take(bytes: number): Buffer;
  /** Nobody looks at it any more. */
  giveBack(memory: Buffer): void;
}

export function partMemory(): PartMemory {
  const idle: Buffer[] = [];
  return {
    take(bytes) {
      return idle.at(-1)?.length === bytes ? idle.pop()! : Buffer.allocUnsafeSlow(bytes);
    },
    giveBack(memory) {
      // A short one was the last, or cut: the next would not fit.
      if (memory.length >= (idle[0]?.length ?? 0)) idle.push(memory);
    },
  };
}
