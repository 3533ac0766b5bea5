/** When something last changed, in milliseconds: the later of its own time and of the system's. */
export interface Times {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/**
 * The newest sign of a change. A copy that keeps times (`rsync -a`, `cp -p`) gives a file an old mtime, but
 * its ctime is now; a mtime in the future is somebody's setting and says nothing.
 */
export function changedAt({ mtimeMs, ctimeMs }: Times, nowMs: number): number {
  return mtimeMs > nowMs ? ctimeMs : Math.max(mtimeMs, ctimeMs);
}
