/**
 * Says on stderr why a process ends before it has a log. That nobody can read it makes no other end of it: an error
 * of the stream that nobody handles would be exit code 1.
 */
export function complain(text: string): void {
  process.stderr.on('error', () => {}).write(text);
}
